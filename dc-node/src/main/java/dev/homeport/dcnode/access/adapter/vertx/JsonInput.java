package dev.homeport.dcnode.access.adapter.vertx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeport.vocabulary.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An object in JSON as it came in from outside. Strict: valid UTF-8, one object and nothing after
 * it, no name twice, every field of the type that it must have. Immutable.
 */
final class JsonInput {

    private static final ObjectReader READER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();

    private final JsonNode object;

    private JsonInput(JsonNode object) {
        this.object = object;
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if the bytes are not one
     */
    static JsonInput parse(byte[] bytes) {
        try {
            // A decoder of its own reports what a String would silently replace.
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return parse(text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("body: is not valid UTF-8", e);
        }
    }

    static JsonInput parse(String text) {
        try {
            var node = READER.readTree(text);
            if (!node.isObject()) {
                throw new IllegalArgumentException("body: is not a JSON object");
            }
            return new JsonInput(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "body: is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A text that must be there. */
    String text(String field) {
        return optionalText(field)
                .orElseThrow(() -> new IllegalArgumentException(field + ": is missing"));
    }

    /** A text that may be left out. */
    Optional<String> optionalText(String field) {
        var value = object.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + ": is not a text");
        }
        return Optional.of(value.textValue());
    }

    /** An account id that must be there, as a number or in decimal digits. */
    AccountId account(String field) {
        var value = object.get(field);
        try {
            if (value != null && value.isIntegralNumber() && value.canConvertToLong()) {
                return new AccountId(value.longValue());
            }
            return AccountId.parse(text(field));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }

    /** A whole number that must be there. */
    int number(String field) {
        var value = object.get(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException(field + ": is not a whole number");
        }
        return value.intValue();
    }
}
