package dev.homeport.cli.adapter.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.homeport.cli.output.Document;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents as one JSON object on one line. Stateless and thread-safe. */
public final class JsonRenderer {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonRenderer() {}

    /** The object and the end of its line. */
    public static String render(Document document) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            write(json, document);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case BigDecimal decimal -> json.writeNumber(decimal);
            case Boolean truth -> json.writeBoolean(truth);
            case Document document -> {
                json.writeStartObject();
                for (var field : document.fields()) {
                    json.writeFieldName(field.name());
                    write(json, field.value());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (var element : list) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }
}
