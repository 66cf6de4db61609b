package dev.homeport.cli.bench.failover;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;

/** A report of {@code bench failover} for people. Stateless. */
final class FailoverTable {

    private static final String NOTHING = "-";

    private FailoverTable() {}

    static String of(Document report) {
        var text = new StringBuilder();
        var times = new Columns("", "DRILL", "RUNS", "LEFT OUT", "TIME", "P50", "P99", "MAX");
        var others =
                new Columns(
                        "", "DRILL", "OTHER USERS' P99 BEFORE", "DURING", "DIFFERENCE", "PAIRS");
        for (var result : report.documents("results")) {
            row(times, result, "rtoMillis", result);
            for (var part : FailoverReport.PARTS) {
                row(times, result, part, result.document("parts").orElse(Document.EMPTY));
            }
            row(times, result, "writePauseMillis", result);
            result.document("otherUsersP99Millis")
                    .ifPresent(pairs ->
                            others.row(
                                    shown(result, "kind"),
                                    shown(pairs, "before"),
                                    shown(pairs, "during"),
                                    shown(pairs, "difference"),
                                    shown(pairs, "pairs")));
        }
        var goals = new Columns("", "GOAL", "AT MOST", "VALUE", "MET");
        for (var goal : report.documents("goals")) {
            goals.row(
                    shown(goal, "name"),
                    shown(goal, "limit"),
                    shown(goal, "value"),
                    goal.truth("met").orElse(false)
                            ? "yes"
                            : "no" + goal.text("why").map(why -> ": " + why).orElse(""));
        }
        text.append(times.render()).append('\n');
        text.append(others.render());
        text.append('\n').append(goals.render()).append('\n');
        report.documents("runs").stream()
                .filter(run -> !run.truth("counted").orElse(false))
                .filter(run -> !run.truth("warmsUp").orElse(false))
                .forEach(run -> leftOut(text, run));
        report.texts("notes").forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    private static void row(Columns times, Document result, String name, Document holder) {
        holder.document(name)
                .ifPresent(spread ->
                        times.row(
                                shown(result, "kind"),
                                shown(result, "runs"),
                                shown(result, "leftOut"),
                                name,
                                shown(spread, "p50"),
                                shown(spread, "p99"),
                                shown(spread, "max")));
    }

    private static void leftOut(StringBuilder text, Document run) {
        text.append("left out: ")
                .append(shown(run, "kind"))
                .append(' ')
                .append(shown(run, "id"))
                .append(" is ")
                .append(shown(run, "verdict"))
                .append(": ")
                .append(String.join("; ", run.texts("reasons")))
                .append('\n');
    }

    private static String shown(Document of, String name) {
        return of.value(name).map(Object::toString).orElse(NOTHING);
    }
}
