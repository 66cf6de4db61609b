package dev.homeport.cli.output;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a command has to say: named fields in their order, each a text, a number, a truth, a list,
 * another document, or nothing. Immutable and thread-safe.
 *
 * @param fields the fields
 */
public record Document(List<Field> fields) {

    /** A document without fields. */
    public static final Document EMPTY = new Document(List.of());

    /** Makes a document. */
    public Document {
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param name its name in JSON and YAML
     * @param value a {@link String}, a {@link Long}, a {@link BigDecimal}, a {@link Boolean}, a
     *     {@link Document}, a {@link List} of these, or {@code null}
     */
    public record Field(String name, @Nullable Object value) {}

    /** Starts a document. */
    public static Builder of(String name, @Nullable String value) {
        return new Builder().and(name, value);
    }

    /** Starts an empty document. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the value of a field; nothing if it is not there or has none. */
    public Optional<Object> value(String name) {
        for (var field : fields) {
            if (field.name().equals(name)) {
                return Optional.ofNullable(field.value());
            }
        }
        return Optional.empty();
    }

    /** Returns the text of a field; nothing if it has none. */
    public Optional<String> text(String name) {
        return value(name).filter(String.class::isInstance).map(String.class::cast);
    }

    /** Returns the number of a field without its fraction; nothing if it has none. */
    public OptionalLong number(String name) {
        return value(name).orElse("") instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    /** Returns the number of a field with its fraction; nothing if it has none. */
    public Optional<BigDecimal> decimal(String name) {
        return switch (value(name).orElse("")) {
            case BigDecimal decimal -> Optional.of(decimal);
            case Long number -> Optional.of(BigDecimal.valueOf(number));
            default -> Optional.empty();
        };
    }

    /** Returns the truth of a field; nothing if it has none. */
    public Optional<Boolean> truth(String name) {
        return value(name).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /** Returns the document of a field; nothing if it has none. */
    public Optional<Document> document(String name) {
        return value(name).filter(Document.class::isInstance).map(Document.class::cast);
    }

    /** Returns the documents in the list of a field; none if it has no list. */
    public List<Document> documents(String name) {
        return elements(name, Document.class);
    }

    /** Returns the texts in the list of a field; none if it has no list. */
    public List<String> texts(String name) {
        return elements(name, String.class);
    }

    private <T> List<T> elements(String name, Class<T> type) {
        var found = new ArrayList<T>();
        if (value(name).orElse("") instanceof List<?> list) {
            for (var element : list) {
                if (type.isInstance(element)) {
                    found.add(type.cast(element));
                }
            }
        }
        return found;
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

        /** Adds a truth. */
        public Builder and(String name, boolean value) {
            fields.add(new Field(name, value));
            return this;
        }

        /** Adds a document, or a field without a value. */
        public Builder and(String name, @Nullable Document value) {
            fields.add(new Field(name, value));
            return this;
        }

        /** Adds a list of texts or documents. */
        public Builder and(String name, List<?> values) {
            fields.add(new Field(name, List.copyOf(values)));
            return this;
        }

        /** Adds the field of another document as it is there, without a value if it is not. */
        public Builder and(String name, Optional<Object> value) {
            fields.add(new Field(name, value.orElse(null)));
            return this;
        }

        /** The document. */
        public Document build() {
            return new Document(fields);
        }
    }
}
