package dev.homeport.cli.status;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.wan.WanDocument;
import java.util.List;
import java.util.Locale;

/** The document of {@code status} for people. Stateless. */
final class StatusTable {

    private static final double MILLIS_PER_SECOND = 1_000;
    private static final String NOTHING = "-";
    private static final String INDENT = "  ";

    private StatusTable() {}

    static String of(Document status) {
        var text = new StringBuilder();
        text.append("fleet ").append(shown(status, "fleet"));
        text.append(status.truth("healthy").orElse(false) ? ", healthy" : ", NOT healthy");
        text.append(", launcher ").append(shown(status, "launcher")).append('\n');
        for (var part : List.of("coordinator", "control")) {
            text.append(part).append(" leader ");
            text.append(status.document(part).map(each -> shown(each, "leader")).orElse(NOTHING));
            text.append('\n');
        }
        for (var site : status.documents("sites")) {
            text.append('\n').append(site(site));
        }
        text.append("\noutside the sites\n").append(processes(status.documents("outside")));
        text.append("\nnetwork between the sites\n");
        text.append(WanDocument.table(status.documents("wan"), INDENT));
        if (!status.texts("problems").isEmpty()) {
            text.append("\nproblems\n");
            status.texts("problems").forEach(each -> text.append(INDENT).append(each).append('\n'));
        }
        return text.toString();
    }

    private static String site(Document site) {
        var lease = site.document("lease").orElse(Document.EMPTY);
        var view = site.document("view").orElse(Document.EMPTY);
        var witness = site.document("witness").orElse(Document.EMPTY);
        return shown(site, "site")
                + "\n  leader "
                + shown(site, "leader")
                + ", table version "
                + site.document("table").map(each -> shown(each, "version")).orElse(NOTHING)
                + health(site)
                + "\n  homes "
                + shown(lease, "homedShards")
                + ", open "
                + shown(lease, "openShards")
                + ", leases for "
                + shown(lease, "shards")
                + ", remaining "
                + seconds(lease, "remainingMillis")
                + " of "
                + seconds(lease, "budgetMillis")
                + "\n  view lags "
                + shown(view, "lagEntries")
                + " entries, "
                + seconds(view, "lagMillis")
                + "; witness "
                + shown(witness, "standing")
                + (witness.truth("granting").orElse(false) ? ", granting" : ", not granting")
                + "\n"
                + processes(site.documents("processes"))
                + streams(site.document("log").orElse(Document.EMPTY))
                + links(site.documents("links"));
    }

    private static String health(Document site) {
        return site.document("health")
                .map(health ->
                        ", seen "
                                + shown(health, "state")
                                + (health.texts("parts").isEmpty()
                                        ? ""
                                        : " (" + String.join(", ", health.texts("parts")) + ")"))
                .orElse("");
    }

    private static String processes(List<Document> processes) {
        var columns =
                new Columns(INDENT, "PROCESS", "STATE", "ROLES", "PID", "UP", "POSITION", "DETAIL");
        for (var process : processes) {
            var roles = String.join(",", process.texts("roles"));
            columns.row(
                    shown(process, "process"),
                    shown(process, "state"),
                    roles.isEmpty() ? NOTHING : roles,
                    shown(process, "pid"),
                    seconds(process, "upMillis"),
                    shown(process, "lastPosition"),
                    shown(process, "detail"));
        }
        return columns.render();
    }

    private static String streams(Document log) {
        var columns = new Columns(INDENT, "ENTRIES OF", "INCARNATION", "OFFSET");
        for (var stream : log.documents("streams")) {
            columns.row(
                    shown(stream, "origin"), shown(stream, "incarnation"), shown(stream, "offset"));
        }
        return columns.render();
    }

    private static String links(List<Document> links) {
        var columns =
                new Columns(
                        INDENT,
                        "LINK FROM",
                        "STATE",
                        "VIA",
                        "LAG",
                        "OLDEST UNSHIPPED",
                        "LAST HEARD",
                        "DETAIL");
        for (var link : links) {
            columns.row(
                    shown(link, "origin"),
                    shown(link, "state"),
                    shown(link, "via"),
                    shown(link, "lagEntries"),
                    seconds(link, "oldestUnshippedMillis"),
                    seconds(link, "lastHeardMillis"),
                    shown(link, "detail"));
        }
        return columns.render();
    }

    private static String shown(Document from, String name) {
        return from.value(name).map(Object::toString).orElse(NOTHING);
    }

    private static String seconds(Document from, String name) {
        var millis = from.number(name);
        return millis.isEmpty()
                ? NOTHING
                : String.format(Locale.ROOT, "%.1f s", millis.getAsLong() / MILLIS_PER_SECOND);
    }
}
