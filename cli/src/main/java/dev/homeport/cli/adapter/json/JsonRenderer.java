package dev.homeport.cli.adapter.json;

import com.fasterxml.jackson.core.JsonFactory;
import dev.homeport.cli.output.Document;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Documents as one JSON object on one line. Stateless and thread-safe. */
public final class JsonRenderer {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonRenderer() {}

    /** The object and the end of its line. */
    public static String render(Document document) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (var field : document.fields()) {
                switch (field.value()) {
                    case null -> json.writeNullField(field.name());
                    case Long number -> json.writeNumberField(field.name(), number);
                    default -> json.writeStringField(field.name(), field.value().toString());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return text + "\n";
    }
}
