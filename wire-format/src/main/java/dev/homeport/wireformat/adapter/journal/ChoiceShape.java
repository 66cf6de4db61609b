package dev.homeport.wireformat.adapter.journal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sealed interface: the name of the record that it is, then that. */
final class ChoiceShape implements Shape {

    private final Map<String, Shape> choices;

    private ChoiceShape(Map<String, Shape> choices) {
        this.choices = choices;
    }

    static ChoiceShape of(Class<?> type, Shapes shapes) {
        var choices = new TreeMap<String, Shape>();
        for (var choice : choices(type)) {
            if (choices.put(name(choice), shapes.of(choice)) != null) {
                throw new IllegalArgumentException(
                        "journal: " + type + " permits two of the name " + name(choice));
            }
        }
        return new ChoiceShape(choices);
    }

    private static List<Class<?>> choices(Class<?> type) {
        var found = new ArrayList<Class<?>>();
        for (var permitted : type.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                found.addAll(choices(permitted));
            } else {
                found.add(permitted);
            }
        }
        return found;
    }

    private static String name(Class<?> choice) {
        return choice.getSimpleName();
    }

    @Override
    public void write(DataOutputStream out, Object value) throws IOException {
        var name = name(value.getClass());
        out.writeUTF(name);
        chosen(name).write(out, value);
    }

    @Override
    public Object read(DataInputStream in) throws IOException {
        return chosen(in.readUTF()).read(in);
    }

    private Shape chosen(String name) throws IOException {
        var shape = choices.get(name);
        if (shape == null) {
            throw new IOException("there is no " + name + "; known are " + choices.keySet());
        }
        return shape;
    }
}
