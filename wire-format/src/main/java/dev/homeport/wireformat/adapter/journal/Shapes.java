package dev.homeport.wireformat.adapter.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The shapes of types: of records, sealed interfaces, enums, collections and single values. For one
 * thread.
 */
final class Shapes {

    private final Map<Type, Shape> known = new HashMap<>(SingleShapes.all());
    private final StringBuilder described = new StringBuilder();

    /** Every record, interface and enum that was met, with its parts. */
    String described() {
        return described.toString();
    }

    /**
     * The shape of a type.
     *
     * @throws IllegalArgumentException if it has none
     */
    Shape of(Type type) {
        var shape = known.get(type);
        if (shape == null) {
            // What contains itself finds this one while it is being looked at.
            var later = new LaterShape();
            known.put(type, later);
            shape = made(type);
            later.is(shape);
            known.put(type, shape);
        }
        return shape;
    }

    private Shape made(Type type) {
        if (type instanceof ParameterizedType generic) {
            return made(generic);
        }
        if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                described.append(plain.getSimpleName()).append(RecordShape.described(plain));
                return RecordShape.of(plain, this);
            }
            if (plain.isEnum()) {
                return SingleShapes.ofEnum(plain);
            }
            if (plain.isSealed()) {
                return ChoiceShape.of(plain, this);
            }
        }
        throw new IllegalArgumentException("journal: " + type + " has no shape; use records");
    }

    private Shape made(ParameterizedType type) {
        var parts = type.getActualTypeArguments();
        var raw = type.getRawType();
        if (raw == Optional.class) {
            return CollectedShape.ofOptional(of(parts[0]));
        }
        if (raw == List.class || raw == Collection.class) {
            return CollectedShape.ofAll(of(parts[0]), List::copyOf);
        }
        if (raw == Set.class) {
            return CollectedShape.ofAll(of(parts[0]), LinkedHashSet::new);
        }
        if (raw == SortedMap.class) {
            return CollectedShape.ofMap(of(parts[0]), of(parts[1]), TreeMap::new);
        }
        if (raw == Map.class || raw == SequencedMap.class) {
            return CollectedShape.ofMap(of(parts[0]), of(parts[1]), LinkedHashMap::new);
        }
        throw new IllegalArgumentException("journal: " + type + " has no shape; use List or Map");
    }
}
