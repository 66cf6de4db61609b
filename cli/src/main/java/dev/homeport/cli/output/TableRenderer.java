package dev.homeport.cli.output;

import java.util.Locale;

/** Documents for people: the names in capitals, the values beside them. Stateless. */
public final class TableRenderer {

    private static final String NOTHING = "-";

    private TableRenderer() {}

    /** One line a field; a field without a value has a hyphen. */
    public static String render(Document document) {
        var widest =
                document.fields().stream()
                        .mapToInt(f -> heading(f.name()).length())
                        .max()
                        .orElse(0);
        var text = new StringBuilder();
        for (var field : document.fields()) {
            var heading = heading(field.name());
            text.append(heading).repeat(' ', widest - heading.length() + 2);
            text.append(field.value() == null ? NOTHING : field.value()).append('\n');
        }
        return text.toString();
    }

    /** {@code tableVersion} is {@code TABLE VERSION}. */
    private static String heading(String name) {
        return name.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
    }
}
