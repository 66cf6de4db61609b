package dev.homeport.client.adapter.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An object as it came in. Fields that nobody asks for are passed over: newer servers may say more.
 * Immutable and thread-safe.
 */
public final class JsonObject {

    /** An object without fields. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    private final Map<String, @Nullable Object> fields;

    JsonObject(Map<String, @Nullable Object> fields) {
        this.fields = new LinkedHashMap<>(fields);
    }

    /**
     * A text.
     *
     * @throws UnreadableAnswerException if there is none
     */
    public String text(String name) throws UnreadableAnswerException {
        return optionalText(name).orElseThrow(() -> missing(name, "text"));
    }

    /** A text, if there is one. */
    public Optional<String> optionalText(String name) {
        return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A whole number.
     *
     * @throws UnreadableAnswerException if there is none
     */
    public long number(String name) throws UnreadableAnswerException {
        return optionalNumber(name).orElseThrow(() -> missing(name, "whole number"));
    }

    /** A whole number, if there is one. */
    public OptionalLong optionalNumber(String name) {
        return fields.get(name) instanceof Long number
                ? OptionalLong.of(number)
                : OptionalLong.empty();
    }

    /** Tells whether the field is {@code true}. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    /** An object, if there is one. */
    public Optional<JsonObject> object(String name) {
        return fields.get(name) instanceof JsonObject object
                ? Optional.of(object)
                : Optional.empty();
    }

    /** The objects of a list; none if there is no list. */
    public List<JsonObject> objects(String name) {
        return fields.get(name) instanceof List<?> values
                ? values.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    /** The texts of a list; none if there is no list. */
    public List<String> texts(String name) {
        return fields.get(name) instanceof List<?> values
                ? values.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    /** A text, a number or a truth, the way it is written; nothing if it is none of these. */
    public Optional<String> scalar(String name) {
        return switch (fields.get(name)) {
            case String text -> Optional.of(text);
            case Number number -> Optional.of(number.toString());
            case Boolean truth -> Optional.of(truth.toString());
            case null, default -> Optional.empty();
        };
    }

    /** Names of all fields, in their order. */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    private static UnreadableAnswerException missing(String name, String what) {
        return new UnreadableAnswerException("it has no " + what + " \"" + name + "\"", null);
    }
}
