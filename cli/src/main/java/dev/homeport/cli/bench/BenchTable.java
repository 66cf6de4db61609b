package dev.homeport.cli.bench;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import java.math.BigDecimal;
import java.util.List;

/** A report for people: the machine, a row a system and setting, a row a ratio. Stateless. */
final class BenchTable {

    private static final String NOTHING = "-";

    private BenchTable() {}

    static String of(Document report) {
        var text = new StringBuilder();
        report.document("machine").ifPresent(machine -> text.append(machine(machine)));
        text.append('\n').append(results(report)).append('\n').append(ratios(report));
        report.texts("notes").forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String machine(Document machine) {
        return number(machine, "cores")
                + " cores, "
                + number(machine, "memoryMebibytes")
                + " MiB of memory, "
                + text(machine, "fileSystem")
                + " on a disk that the kernel calls "
                + machine.text("disk").orElse("nothing")
                + ", "
                + text(machine, "system")
                + " "
                + text(machine, "architecture")
                + ", JDK "
                + text(machine, "jdk")
                + " with a heap of "
                + number(machine, "heapMebibytes")
                + " MiB\n";
    }

    private static String results(Document report) {
        var table =
                new Columns(
                        "",
                        "IN FLIGHT",
                        "SYSTEM",
                        "PER SECOND",
                        "P50 MILLIS",
                        "P99 MILLIS",
                        "MAX MILLIS",
                        "FAILED",
                        "DURABLE BEFORE ACK");
        for (var result : report.documents("results")) {
            table.row(
                    number(result.document("settings").orElse(Document.EMPTY), "inFlight"),
                    text(result, "system"),
                    number(result, "perSecond"),
                    number(result, "p50Millis"),
                    number(result, "p99Millis"),
                    number(result, "maxMillis"),
                    number(result, "failed"),
                    result.truth("durableBeforeAck").map(is -> is ? "yes" : "no").orElse(NOTHING));
        }
        return table.render();
    }

    private static String ratios(Document report) {
        var table = new Columns("", "IN FLIGHT", "RATIO", "PER SECOND", "P50 MILLIS", "P99 MILLIS");
        for (var peer : report.document("ratios").orElse(Document.EMPTY).fields()) {
            if (peer.value() instanceof List<?> ratios) {
                for (var ratio : ratios) {
                    if (ratio instanceof Document at) {
                        table.row(
                                number(at, "inFlight"),
                                "homeport / " + peer.name(),
                                number(at, "perSecond"),
                                number(at, "p50Millis"),
                                number(at, "p99Millis"));
                    }
                }
            }
        }
        return table.render();
    }

    private static String text(Document document, String name) {
        return document.text(name).orElse(NOTHING);
    }

    private static String number(Document document, String name) {
        return document.decimal(name).map(BigDecimal::toPlainString).orElse(NOTHING);
    }
}
