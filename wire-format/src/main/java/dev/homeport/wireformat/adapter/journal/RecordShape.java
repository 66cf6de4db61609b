package dev.homeport.wireformat.adapter.journal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A record: its components in their order. */
final class RecordShape implements Shape {

    private record Part(Method accessor, Shape shape) {}

    private final Constructor<?> constructor;
    private final List<Part> parts;

    private RecordShape(Constructor<?> constructor, List<Part> parts) {
        this.constructor = constructor;
        this.parts = parts;
    }

    static RecordShape of(Class<?> type, Shapes shapes) {
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new RecordShape(
                    constructor,
                    Arrays.stream(components)
                            .map(each -> new Part(opened(each), shapes.of(each.getGenericType())))
                            .toList());
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("journal: " + type + " is no record", e);
        }
    }

    /** Names and types of the components, by which a changed record is known. */
    static String described(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(each -> each.getGenericType().getTypeName() + " " + each.getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static Method opened(RecordComponent component) {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        return accessor;
    }

    @Override
    public void write(DataOutputStream out, Object value) throws IOException {
        try {
            for (var part : parts) {
                part.shape().write(out, part.accessor().invoke(value));
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("journal: " + value + " cannot be written", e);
        }
    }

    @Override
    public Object read(DataInputStream in) throws IOException {
        var values = new Object[parts.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = parts.get(i).shape().read(in);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(String.valueOf(e.getCause()), e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalArgumentException("journal: cannot be made: " + e.getMessage(), e);
        }
    }
}
