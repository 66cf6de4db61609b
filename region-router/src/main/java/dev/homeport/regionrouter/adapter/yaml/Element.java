package dev.homeport.regionrouter.adapter.yaml;

import dev.homeport.vocabulary.Quoted;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One element of a strictly read document, which knows its line. Scalars are taken as they are
 * written: {@code NO} is Norway and not false, {@code 1_000} is no number. Unknown, missing and
 * doubled fields are refused. Not thread-safe.
 */
final class Element {

    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final int DEEPEST = 16;
    private static final int MOST_CODE_POINTS = 4 << 20;

    private final String document;
    private final Node node;

    private Element(String document, Node node) {
        this.document = document;
        this.node = node;
    }

    /**
     * Reads a document.
     *
     * @param document name of it, for messages
     * @throws InvalidDocument if the text is not one YAML document
     */
    static Element read(String document, String text) {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MOST_CODE_POINTS);
        try {
            var root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw new InvalidDocument(document, 0, "is empty", null);
            }
            return new Element(document, root);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            var line = mark == null ? 0 : mark.getLine() + 1;
            throw new InvalidDocument(document, line, "is not YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new InvalidDocument(document, 0, "is not YAML: " + e.getMessage(), e);
        }
    }

    /** The fields of a mapping: all required ones, and no others than these and the optional. */
    Fields fields(Set<String> required, Set<String> optional) {
        var fields = entries();
        fields.forEach((name, value) -> {
            if (!required.contains(name) && !optional.contains(name)) {
                var known = Stream.concat(required.stream(), optional.stream()).sorted();
                throw value.refused(Quoted.of(name) + " is no field here; use " + known.toList());
            }
        });
        for (var name : required) {
            if (!fields.containsKey(name)) {
                throw refused("has no " + name + "; add it");
            }
        }
        return new Fields(fields);
    }

    /** The entries of a mapping in their order, each key once. */
    Map<String, Element> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw refused("should be fields with values, and is not");
        }
        var entries = new LinkedHashMap<String, Element>();
        for (var tuple : mapping.getValue()) {
            var name = new Element(document, tuple.getKeyNode()).text();
            var value = new Element(document, tuple.getValueNode());
            if (entries.putIfAbsent(name, value) != null) {
                throw new Element(document, tuple.getKeyNode())
                        .refused(Quoted.of(name) + " stands here twice");
            }
        }
        return entries;
    }

    /** The items of a list. */
    List<Element> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refused("should be a list, and is not");
        }
        return sequence.getValue().stream().map(item -> new Element(document, item)).toList();
    }

    /** The text of a scalar, as it is written. */
    String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw refused("should be one word, and is not");
        }
        if (scalar.getValue().isEmpty()) {
            throw refused("has no value");
        }
        return scalar.getValue();
    }

    /** A whole number from 0 up to 18 digits, in its one decimal form. */
    long whole() {
        var text = text();
        if (!WHOLE.matcher(text).matches()) {
            throw refused(Quoted.of(text) + " is not a whole number; use digits alone");
        }
        return Long.parseLong(text);
    }

    /** The value that a scalar stands for; what the reader refuses is refused with the line. */
    <T> T as(Function<String, T> reader) {
        return checked(() -> reader.apply(text()));
    }

    /** Makes a value of this element; what is refused meanwhile is refused with the line. */
    <T> T checked(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (InvalidDocument e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
    }

    /** The error that blames this element. */
    InvalidDocument refused(String problem) {
        return refused(problem, null);
    }

    private InvalidDocument refused(String problem, @Nullable Throwable cause) {
        return new InvalidDocument(document, node.getStartMark().getLine() + 1, problem, cause);
    }
}
