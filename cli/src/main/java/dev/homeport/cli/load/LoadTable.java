package dev.homeport.cli.load;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.TableRenderer;
import java.util.List;
import java.util.OptionalLong;

/** The report of a run for people: one line a counter, one row a time, then what was found. */
final class LoadTable {

    private static final String MILLIS = "Millis";

    private LoadTable() {}

    static String of(Document report) {
        var counters = Document.builder();
        var times = new Columns("", "MILLISECONDS", "COUNT", "P50", "P99", "MAX");
        for (var field : report.fields()) {
            switch (field.value()) {
                case Document numbers when field.name().endsWith(MILLIS) ->
                        times.row(
                                words(field.name()),
                                text(numbers.number("count")),
                                text(numbers.number("p50")),
                                text(numbers.number("p99")),
                                text(numbers.number("max")));
                case Document parts ->
                        parts.fields()
                                .forEach(part ->
                                        counters.and(
                                                field.name() + capital(part.name()),
                                                parts.value(part.name())));
                case List<?> _ -> {}
                case null, default -> counters.and(field.name(), report.value(field.name()));
            }
        }
        var text = new StringBuilder(TableRenderer.render(counters.build()));
        text.append('\n').append(times.render());
        append(text, "FOUND", report.texts("findings"));
        append(text, "NOT READ", report.texts("unreadable"));
        return text.toString();
    }

    private static String capital(String name) {
        return (char) (name.charAt(0) - 'a' + 'A') + name.substring(1);
    }

    /** {@code sameSiteDeliveryMillis} is {@code same site delivery}. */
    private static String words(String name) {
        var text = new StringBuilder();
        for (var letter : name.substring(0, name.length() - MILLIS.length()).toCharArray()) {
            if (letter >= 'A' && letter <= 'Z') {
                text.append(' ').append((char) (letter - 'A' + 'a'));
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
    }

    private static void append(StringBuilder text, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(heading).append('\n');
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }
}
