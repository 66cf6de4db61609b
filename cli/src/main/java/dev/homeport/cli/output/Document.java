package dev.homeport.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command has to say: named fields in their order, each a text, a whole number or nothing.
 * Immutable and thread-safe.
 *
 * @param fields the fields
 */
public record Document(List<Field> fields) {

    /** Makes a document. */
    public Document {
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param name its name in JSON and YAML
     * @param value a {@link String}, a {@link Long}, or {@code null}
     */
    public record Field(String name, @Nullable Object value) {}

    /** Starts a document. */
    public static Builder of(String name, @Nullable String value) {
        return new Builder().and(name, value);
    }

    /** Collects fields. Not thread-safe. */
    public static final class Builder {

        private final List<Field> fields = new ArrayList<>();

        private Builder() {}

        /** Adds a text. */
        public Builder and(String name, @Nullable String value) {
            fields.add(new Field(name, value));
            return this;
        }

        /** Adds a whole number. */
        public Builder and(String name, @Nullable Long value) {
            fields.add(new Field(name, value));
            return this;
        }

        /** The document. */
        public Document build() {
            return new Document(fields);
        }
    }
}
