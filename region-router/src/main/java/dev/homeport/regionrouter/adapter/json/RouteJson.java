package dev.homeport.regionrouter.adapter.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.RouteDecision;
import dev.homeport.vocabulary.ErrorCode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Routes and refusals as JSON: a decision is one flat object, a refusal is a problem as in RFC 9457
 * with the error code, the field, the value and the mend beside it. Stateless and thread-safe.
 */
public final class RouteJson {

    /** Media type of a decision. */
    public static final String MEDIA_TYPE = "application/json";

    /** Media type of a refusal. */
    public static final String PROBLEM_MEDIA_TYPE = "application/problem+json";

    private static final String PROBLEM_TYPE = "urn:homeport:error:";
    private static final int LONGEST_VALUE = 128;
    private static final JsonFactory FACTORY = new JsonFactory();

    private RouteJson() {}

    /** A decision. */
    public static String decision(RouteDecision decision) {
        return write(json -> writeDecision(json, decision));
    }

    /** A decision, and where the home's door is: {@code null} where nobody said so. */
    public static String assignment(RouteDecision decision, Optional<String> access) {
        return write(json -> {
            writeDecision(json, decision);
            writeText(json, "access", access.orElse(null));
        });
    }

    /** A refusal with its HTTP status. */
    public static String problem(int status, RouteAnswer.Refused refused) {
        return write(json -> {
            var name = refused.code().name();
            writeText(json, "type", PROBLEM_TYPE + name.toLowerCase(Locale.ROOT));
            writeText(json, "title", name);
            json.writeNumberField("status", status);
            writeText(json, "detail", refused.problem());
            writeText(json, "code", name);
            writeText(json, "field", refused.field());
            writeText(json, "value", shown(refused.value()));
            writeText(json, "mend", refused.mend());
        });
    }

    /**
     * Reads what {@link #decision} or {@link #problem} wrote; further fields are passed over.
     *
     * @throws IOException if it is neither
     */
    public static RouteAnswer read(String text) throws IOException {
        var fields = fields(text);
        if (fields.get("code") instanceof String code) {
            return new RouteAnswer.Refused(
                    codeNamed(code),
                    text(fields, "field"),
                    text(fields, "value"),
                    text(fields, "detail"),
                    text(fields, "mend"));
        }
        return new RouteAnswer.Decided(
                new RouteDecision(
                        text(fields, "subject"),
                        (String) fields.get("country"),
                        text(fields, "rule"),
                        text(fields, "home"),
                        number(fields, "epoch"),
                        number(fields, "tableVersion"),
                        text(fields, "reason")));
    }

    private static void writeDecision(JsonGenerator json, RouteDecision decision)
            throws IOException {
        writeText(json, "subject", decision.subject());
        writeText(json, "country", decision.country());
        writeText(json, "rule", decision.rule());
        writeText(json, "home", decision.home());
        writeNumber(json, "epoch", decision.epoch());
        writeNumber(json, "tableVersion", decision.tableVersion());
        writeText(json, "reason", decision.reason());
    }

    private static void writeText(JsonGenerator json, String field, @Nullable String value)
            throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, value);
        }
    }

    private static void writeNumber(JsonGenerator json, String field, @Nullable Long value)
            throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, value);
        }
    }

    /** A value is told back, but never a flood, and never what is not Unicode. */
    private static String shown(String value) {
        var shown = new StringBuilder();
        value.codePoints()
                .limit(LONGEST_VALUE)
                .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static String write(Fields fields) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return text.toString();
    }

    private static Map<String, @Nullable Object> fields(String text) throws IOException {
        var fields = new HashMap<String, @Nullable Object>();
        try (var json = FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                fields.put(name, value(json));
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("the JSON object does not end");
            }
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NULL -> null;
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    private static ErrorCode codeNamed(String name) throws IOException {
        for (var code : ErrorCode.values()) {
            if (code.name().equals(name)) {
                return code;
            }
        }
        throw new IOException("\"code\" is no error that is known here");
    }

    private static String text(Map<String, @Nullable Object> fields, String name)
            throws IOException {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IOException("it has no \"" + name + "\"");
    }

    private static @Nullable Long number(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof Long number ? number : null;
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
