package dev.homeport.quorumqueue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of an entry, which the queue stores and never reads. Immutable and thread-safe; equal
 * when the bytes are.
 */
public final class Payload {

    /** The greatest size in bytes. What is larger belongs into an object store, not into a log. */
    public static final int MAX_BYTES = 256 * 1024;

    /** No bytes. */
    public static final Payload EMPTY = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "payload: has "
                            + bytes.length
                            + " bytes; an entry carries at most "
                            + MAX_BYTES);
        }
        this.bytes = bytes;
    }

    /**
     * Copies bytes into a payload.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_BYTES}
     */
    public static Payload copyOf(byte[] bytes) {
        return new Payload(bytes.clone());
    }

    /**
     * Copies the remaining bytes of a buffer, whose position does not move.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_BYTES}
     */
    public static Payload copyOf(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new Payload(bytes);
    }

    /**
     * A text's UTF-8 bytes.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_BYTES}
     */
    public static Payload ofText(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Size in bytes. */
    public int size() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** A read-only view of the bytes, for parsers that need no copy. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The bytes as UTF-8 text, with U+FFFD where they are none. */
    public String toText() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
