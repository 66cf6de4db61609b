package dev.homeport.wireformat.adapter.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Records and sealed interfaces of them as bytes, by their shape alone: components in their order,
 * of a sealed interface first which record it is. What journals say is read by the classes that
 * have written it, so it needs no format that outlives them; {@link #shape} tells whether they are
 * still the same. Immutable and thread-safe.
 *
 * @param <T> what is written
 */
public final class RecordBytes<T> {

    private final Class<T> type;
    private final Shape shape;
    private final String description;

    /**
     * Looks at a type.
     *
     * @throws IllegalArgumentException if something in it has no known shape
     */
    public RecordBytes(Class<T> type) {
        this.type = type;
        var shapes = new Shapes();
        this.shape = shapes.of(type);
        this.description = shapes.described();
    }

    /** What the bytes look like: another text, other bytes. */
    public String shape() {
        return description;
    }

    /** Writes a value. */
    public byte[] write(T value) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            shape.write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a value.
     *
     * @throws IOException if the bytes are none
     */
    public T read(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var value = type.cast(shape.read(in));
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes follow a " + type.getSimpleName());
            }
            return value;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException("no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
