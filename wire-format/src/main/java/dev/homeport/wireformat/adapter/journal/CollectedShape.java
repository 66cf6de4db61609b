package dev.homeport.wireformat.adapter.journal;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shapes of what holds several values: how many, then each. Stateless. */
final class CollectedShape {

    private CollectedShape() {}

    static Shape ofOptional(Shape part) {
        return Shape.of(
                Optional.class,
                (out, value) -> {
                    out.writeBoolean(value.isPresent());
                    if (value.isPresent()) {
                        part.write(out, value.get());
                    }
                },
                in -> in.readBoolean() ? Optional.of(part.read(in)) : Optional.empty());
    }

    static Shape ofAll(Shape part, Function<Collection<Object>, Collection<Object>> made) {
        return Shape.of(
                Collection.class,
                (out, all) -> {
                    out.writeInt(all.size());
                    for (Object each : all) {
                        part.write(out, each);
                    }
                },
                in -> {
                    var all = new ArrayList<>();
                    for (var left = count(in); left > 0; left--) {
                        all.add(part.read(in));
                    }
                    return made.apply(all);
                });
    }

    static Shape ofMap(Shape key, Shape value, Supplier<Map<Object, Object>> made) {
        return Shape.of(
                Map.class,
                (out, all) -> {
                    out.writeInt(all.size());
                    for (var each : ((Map<?, ?>) all).entrySet()) {
                        key.write(out, each.getKey());
                        value.write(out, each.getValue());
                    }
                },
                in -> {
                    var all = made.get();
                    for (var left = count(in); left > 0; left--) {
                        all.put(key.read(in), value.read(in));
                    }
                    return all;
                });
    }

    /** A count that was not written as one must not make a reader allocate what it says. */
    private static int count(DataInputStream in) throws IOException {
        var count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException(count + " parts are announced, but the bytes end before");
        }
        return count;
    }
}
