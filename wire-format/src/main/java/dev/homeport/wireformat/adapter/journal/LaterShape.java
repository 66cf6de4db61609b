package dev.homeport.wireformat.adapter.journal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Stands for a shape that is being made, in what it contains. For one thread until it is known. */
final class LaterShape implements Shape {

    private Optional<Shape> shape = Optional.empty();

    void is(Shape known) {
        shape = Optional.of(known);
    }

    @Override
    public void write(DataOutputStream out, Object value) throws IOException {
        shape.orElseThrow().write(out, value);
    }

    @Override
    public Object read(DataInputStream in) throws IOException {
        return shape.orElseThrow().read(in);
    }
}
