package dev.homeport.cli.bench;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import java.math.BigDecimal;

/** A report of {@code bench leases} for people. Stateless. */
final class LeasesTable {

    private static final String NOTHING = "-";

    private LeasesTable() {}

    static String of(Document report) {
        var leases = report.document("leases").orElse(Document.EMPTY);
        var silences = report.document("silences").orElse(Document.EMPTY);
        var read = new Columns("", "READ", "JOURNALS", "HOURS", "COUNT", "P50", "P99", "LONGEST");
        read(read, "renewals", leases, "hoursLed");
        read(read, "silences", silences, "hoursWatched");
        return read.render()
                + '\n'
                + curve("LEASE MILLIS", "LAPSES", leases, "lapses")
                + '\n'
                + curve("SILENCE MILLIS", "FALSE LOSSES", silences, "losses");
    }

    private static void read(Columns table, String times, Document part, String hours) {
        table.row(
                times,
                number(part, "journals"),
                number(part, hours),
                number(part, times),
                number(part, "p50Millis"),
                number(part, "p99Millis"),
                number(part, "longestMillis"));
    }

    private static String curve(String limit, String title, Document part, String passed) {
        var table = new Columns("", limit, title, "PER HOUR");
        for (var point : part.documents("curve")) {
            table.row(
                    number(point, "limitMillis"), number(point, passed), number(point, "perHour"));
        }
        return table.render();
    }

    private static String number(Document document, String name) {
        return document.decimal(name).map(BigDecimal::toPlainString).orElse(NOTHING);
    }
}
