package dev.homeport.cli.drill;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.vocabulary.SiteId;
import java.util.Arrays;
import java.util.List;

/** Drills, as documents and for people. Stateless. */
final class DrillDocument {

    /** The counts of a report that are shown to people, in their order. */
    static final List<String> COUNTS =
            List.of(
                    "acknowledged",
                    "unknown",
                    "refused",
                    "lost",
                    "duplicated",
                    "reordered",
                    "doubleHomed",
                    "stranded",
                    "adopted",
                    "tableVersionBefore",
                    "tableVersionAfter",
                    "zombieMillis",
                    "zombieAcknowledged",
                    "detectMillis",
                    "leaseMillis",
                    "tableMillis",
                    "openMillis",
                    "reconnectMillis");

    private DrillDocument() {}

    static Document list(List<DrillTool.Look> drills) {
        return Document.builder()
                .and("kinds", Arrays.stream(DrillKind.values()).map(DrillDocument::kind).toList())
                .and("drills", drills.stream().map(DrillDocument::one).toList())
                .build();
    }

    private static Document kind(DrillKind kind) {
        return Document.of("kind", kind.word())
                .and("purpose", kind.purpose())
                .and("seconds", (long) kind.usualSeconds())
                .build();
    }

    /** A drill that goes on, or the outline of one that has ended. */
    static Document one(DrillTool.Look drill) {
        return Document.of("id", drill.id())
                .and("kind", drill.order().kind().word())
                .and("site", drill.order().site().map(SiteId::name).orElse(null))
                .and("askedMillis", drill.order().askedMillis())
                .and("phase", drill.report().isPresent() ? null : drill.phase().orElse("begun"))
                .and("verdict", verdict(drill))
                .build();
    }

    private static String verdict(DrillTool.Look drill) {
        return drill.report().flatMap(report -> report.text("verdict")).orElse("goes on");
    }

    static String listTable(List<DrillTool.Look> drills) {
        var kinds = new Columns("", "DRILL", "SECONDS", "PURPOSE");
        for (var kind : DrillKind.values()) {
            kinds.row(kind.word(), Integer.toString(kind.usualSeconds()), kind.purpose());
        }
        var text = new StringBuilder(kinds.render()).append('\n');
        if (drills.isEmpty()) {
            return text.append("None has been run.\n").toString();
        }
        var columns = new Columns("", "ID", "DRILL", "SITE", "VERDICT", "PHASE");
        for (var drill : drills) {
            columns.row(
                    drill.id(),
                    drill.order().kind().word(),
                    drill.order().site().map(SiteId::name).orElse("-"),
                    verdict(drill),
                    drill.report().isPresent() ? "-" : drill.phase().orElse("begun"));
        }
        return text.append(columns.render()).toString();
    }

    /** A report for people: the verdict and why, the figures, and how long each phase took. */
    static String reportTable(Document report) {
        var text = new StringBuilder();
        text.append(report.text("kind").orElse("drill"))
                .append(report.text("site").map(site -> " of " + site).orElse(""))
                .append(" (")
                .append(report.text("id").orElse("-"))
                .append("): ")
                .append(report.text("verdict").orElse("-"))
                .append('\n');
        report.texts("reasons").forEach(why -> text.append("  ").append(why).append('\n'));
        var counts = new Columns("", "FIGURE", "VALUE");
        for (var name : COUNTS) {
            report.number(name).ifPresent(value -> counts.row(name, Long.toString(value)));
        }
        for (var name : List.of("writePauseMillis", "rtoMillis")) {
            report.document(name)
                    .ifPresent(times ->
                            counts.row(
                                    name,
                                    "p50 "
                                            + times.number("p50").orElse(0)
                                            + ", p99 "
                                            + times.number("p99").orElse(0)
                                            + ", max "
                                            + times.number("max").orElse(0)));
        }
        text.append('\n').append(counts.render()).append('\n');
        var phases = new Columns("", "PHASE", "FROM MS", "TO MS");
        for (var phase : report.documents("phases")) {
            phases.row(
                    phase.text("name").orElse("-"),
                    Long.toString(phase.number("fromMillis").orElse(0)),
                    Long.toString(phase.number("toMillis").orElse(0)));
        }
        return text.append(phases.render()).toString();
    }
}
