package dev.homeport.quorumqueue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A stream's hash up to one of its entries: SHA-256 over the hash before it and the entry's offset,
 * type, format version, id and payload. Two copies of a stream with the same hash at the same
 * offset are equal up to there; a log put back from an older copy and written on is found out.
 * Immutable and thread-safe.
 */
public final class RunningHash {

    /** Length in bytes. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private RunningHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies a hash.
     *
     * @throws IllegalArgumentException if it has not {@link #BYTES} bytes
     */
    public static RunningHash copyOf(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "running hash: has " + bytes.length + " bytes; a hash has " + BYTES);
        }
        return new RunningHash(bytes.clone());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is not a hash in hexadecimal digits
     */
    public static RunningHash parse(String hex) {
        return copyOf(HexFormat.of().parseHex(hex));
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** A read-only view of the bytes. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The first eight bytes as a number, for messages and marks that have room for no more. */
    public long prefix() {
        return ByteBuffer.wrap(bytes).getLong();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunningHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
