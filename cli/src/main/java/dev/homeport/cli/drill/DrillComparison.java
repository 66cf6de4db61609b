package dev.homeport.cli.drill;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The key figures of two reports side by side. Stateless. */
final class DrillComparison {

    private static final String NOTHING = "-";

    private static final List<String> SPREADS = List.of("rtoMillis", "writePauseMillis");
    private static final List<String> QUANTILES = List.of("p50", "p99", "max");

    /** What has to be alike for figures to be comparable. */
    private static final List<String> GROUPS = List.of("settings", "machine");

    private DrillComparison() {}

    /** Compares a report with another: a difference is what the other has more. */
    static Document of(Document report, Document other) {
        var figures = new ArrayList<Document>();
        for (var name : DrillDocument.COUNTS) {
            figure(name, report.number(name), other.number(name)).ifPresent(figures::add);
        }
        for (var spread : SPREADS) {
            for (var quantile : QUANTILES) {
                figure(
                                spread + "." + quantile,
                                within(report, spread, quantile),
                                within(other, spread, quantile))
                        .ifPresent(figures::add);
            }
        }
        return Document.builder()
                .and("drills", List.of(outline(report), outline(other)))
                .and("figures", figures)
                .and("notes", notes(report, other))
                .build();
    }

    private static Document outline(Document report) {
        return Document.builder()
                .and("id", report.value("id"))
                .and("kind", report.value("kind"))
                .and("site", report.value("site"))
                .and("verdict", report.value("verdict"))
                .build();
    }

    private static OptionalLong within(Document report, String spread, String quantile) {
        return report.document(spread)
                .map(times -> times.number(quantile))
                .orElseGet(OptionalLong::empty);
    }

    private static Optional<Document> figure(String name, OptionalLong one, OptionalLong two) {
        if (one.isEmpty() && two.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Document.of("name", name)
                        .and("value", boxed(one))
                        .and("other", boxed(two))
                        .and(
                                "difference",
                                one.isPresent() && two.isPresent()
                                        ? Optional.<Object>of(two.getAsLong() - one.getAsLong())
                                        : Optional.<Object>empty())
                        .build());
    }

    private static Optional<Object> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    /** Why the two should not be compared, if they should not. */
    private static List<String> notes(Document report, Document other) {
        var notes = new ArrayList<String>();
        for (var name : List.of("kind", "site")) {
            differing(name, report, other).ifPresent(notes::add);
        }
        for (var group : GROUPS) {
            var one = report.document(group).orElse(Document.EMPTY);
            var two = other.document(group).orElse(Document.EMPTY);
            var names = new ArrayList<String>();
            one.fields().forEach(field -> names.add(field.name()));
            two.fields().stream()
                    .map(Document.Field::name)
                    .filter(name -> !names.contains(name))
                    .forEach(names::add);
            names.forEach(name ->
                    differing(name, one, two).ifPresent(note -> notes.add(group + "." + note)));
        }
        return notes;
    }

    private static Optional<String> differing(String name, Document one, Document two) {
        var left = one.value(name);
        var right = two.value(name);
        return left.equals(right)
                ? Optional.empty()
                : Optional.of(name + " differs: " + shown(left) + " and " + shown(right));
    }

    private static String shown(Optional<Object> value) {
        return value.map(Object::toString).orElse(NOTHING);
    }

    /** A comparison for people. */
    static String table(Document comparison) {
        var drills = comparison.documents("drills");
        var one = drills.getFirst();
        var two = drills.getLast();
        var columns =
                new Columns(
                        "", "FIGURE", shown(one.value("id")), shown(two.value("id")), "DIFFERENCE");
        for (var name : List.of("kind", "site", "verdict")) {
            columns.row(name, shown(one.value(name)), shown(two.value(name)), "");
        }
        for (var figure : comparison.documents("figures")) {
            columns.row(
                    shown(figure.value("name")),
                    shown(figure.value("value")),
                    shown(figure.value("other")),
                    shown(figure.value("difference")));
        }
        var text = new StringBuilder(columns.render());
        comparison.texts("notes").forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }
}
