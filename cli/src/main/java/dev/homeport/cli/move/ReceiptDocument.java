package dev.homeport.cli.move;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.client.control.Receipt;
import dev.homeport.vocabulary.SiteId;
import java.util.Locale;

/** What a takeover leaves behind, as a document and for people. Stateless. */
final class ReceiptDocument {

    private static final double MILLIS_PER_SECOND = 1_000;

    private ReceiptDocument() {}

    static Document of(Receipt receipt) {
        return Document.of("bound", receipt.bound())
                .and(
                        "waitsMillis",
                        receipt.waitsMillis().isPresent()
                                ? (Long) receipt.waitsMillis().getAsLong()
                                : null)
                .and(
                        "mirrored",
                        receipt.mirrored().stream()
                                .map(each ->
                                        Document.of("site", each.site().name())
                                                .and("log", each.log())
                                                .and("position", (Long) each.position())
                                                .build())
                                .toList())
                .and("fence", receipt.fence().orElse(null))
                .build();
    }

    /** For people: what is stranded at the lost site, and how long its leases are waited for. */
    static String table(Receipt receipt, SiteId lost) {
        var text = new StringBuilder("Stranded at ").append(lost).append(": ");
        text.append(receipt.bound());
        if (receipt.bound().equals(Receipt.UNBOUNDED)) {
            text.append(": counted afterwards. What it has acknowledged and no other site has is")
                    .append(" neither lost nor to be seen until the site is back");
        }
        text.append('\n');
        if (receipt.fence().isPresent()) {
            text.append("Its leases are not waited for: ")
                    .append(receipt.fence().get())
                    .append('\n');
        } else if (receipt.waitsMillis().isPresent()) {
            text.append(waits(receipt.waitsMillis().getAsLong())).append('\n');
        }
        var columns = new Columns("  ", "SITE", "HAS OF", "UP TO");
        for (var each : receipt.mirrored()) {
            columns.row(each.site().name(), each.log(), Long.toString(each.position()));
        }
        return text.append(columns.render()).toString();
    }

    private static String waits(long millis) {
        return String.format(
                Locale.ROOT,
                "Its leases are waited for: at most %.1f s",
                millis / MILLIS_PER_SECOND);
    }
}
