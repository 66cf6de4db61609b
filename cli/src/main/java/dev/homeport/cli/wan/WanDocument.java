package dev.homeport.cli.wan;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.local.wan.LinkSettings;
import dev.homeport.local.wan.LinkStatus;
import java.util.List;
import java.util.Locale;

/** The network between the sites, as a document and for people. Stateless. */
public final class WanDocument {

    private static final long NANOS_PER_MICRO = 1_000;
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    private WanDocument() {}

    /** Returns the document. */
    public static Document of(List<LinkStatus> links) {
        return Document.builder()
                .and("links", links.stream().map(WanDocument::link).toList())
                .build();
    }

    /** Returns the document of one direction. */
    public static Document link(LinkStatus link) {
        return Document.of("from", link.direction().from().name())
                .and("to", link.direction().to().name())
                .and("condition", link.condition().name())
                .and("conditionAgeMillis", link.conditionAgeMillis())
                .and("latencyMicros", link.settings().latencyNanos() / NANOS_PER_MICRO)
                .and("jitterMicros", link.settings().jitterNanos() / NANOS_PER_MICRO)
                .and("bytesPerSecond", link.settings().bytesPerSecond())
                .and("openConnections", (long) link.openConnections())
                .and("deliveredBytes", link.deliveredBytes())
                .and("waitingBytes", link.waitingBytes())
                .build();
    }

    /** Returns rows for people, from documents of directions. */
    public static String table(List<Document> links, String indent) {
        var columns =
                new Columns(
                        indent,
                        "FROM",
                        "TO",
                        "CONDITION",
                        "FOR",
                        "LATENCY",
                        "JITTER",
                        "BANDWIDTH",
                        "CONNECTIONS",
                        "WAITING");
        for (var link : links) {
            var bandwidth = link.number("bytesPerSecond").orElse(LinkSettings.UNLIMITED);
            columns.row(
                    link.text("from").orElse("-"),
                    link.text("to").orElse("-"),
                    link.text("condition").orElse("-"),
                    seconds(link.number("conditionAgeMillis").orElse(0)),
                    millis(link.number("latencyMicros").orElse(0)),
                    millis(link.number("jitterMicros").orElse(0)),
                    bandwidth == LinkSettings.UNLIMITED ? "unlimited" : bandwidth + " B/s",
                    Long.toString(link.number("openConnections").orElse(0)),
                    link.number("waitingBytes").orElse(0) + " B");
        }
        return columns.render();
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / MICROS_PER_MILLI);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / MILLIS_PER_SECOND);
    }
}
