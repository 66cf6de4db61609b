package dev.homeport.wireformat.adapter.journal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How the values of a type become bytes. Implementations are stateless. */
interface Shape {

    /** Writes a value of the type. */
    void write(DataOutputStream out, Object value) throws IOException;

    /**
     * Reads one.
     *
     * @throws IOException if the bytes are none
     * @throws IllegalArgumentException if the type refuses what they say
     */
    Object read(DataInputStream in) throws IOException;

    /** Reads a part of a value. */
    @FunctionalInterface
    interface Reader {
        Object read(DataInputStream in) throws IOException;
    }

    /** Writes a part of a value. */
    @FunctionalInterface
    interface Writer<V> {
        void write(DataOutputStream out, V value) throws IOException;
    }

    /** A shape of two halves. */
    static <V> Shape of(Class<V> type, Writer<V> writer, Reader reader) {
        return new Shape() {
            @Override
            public void write(DataOutputStream out, Object value) throws IOException {
                writer.write(out, type.cast(value));
            }

            @Override
            public Object read(DataInputStream in) throws IOException {
                return reader.read(in);
            }
        };
    }
}
