package dev.homeport.controlplane.takeover;

import dev.homeport.controlplane.move.Receipt;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

/** Says what is known of a lost site's log. Stateless. */
final class Receipts {

    private Receipts() {}

    static Receipt of(SiteId lost, RoutingTable table, Optional<String> fence, FleetReport report) {
        var log = newestLog(lost, report);
        var mirrored = new ArrayList<Receipt.Mirrored>();
        report.sites()
                .forEach((site, heard) -> {
                    if (!site.equals(lost)) {
                        mirrored.add(
                                new Receipt.Mirrored(
                                        site, log, heard.streams().getOrDefault(log, 0L)));
                    }
                });
        return new Receipt(
                Receipt.UNBOUNDED,
                mirrored,
                fence.isPresent() ? 0 : table.leases().ttlMillis(lost),
                fence);
    }

    /** The log that the lost site wrote last, as far as anybody has heard of it. */
    static SiteLog newestLog(SiteId lost, FleetReport report) {
        return report.sites().values().stream()
                .flatMap(heard -> heard.streams().keySet().stream())
                .filter(log -> log.site().equals(lost))
                .max(Comparator.comparingLong(SiteLog::incarnation))
                .orElseGet(() -> new SiteLog(lost, 1));
    }
}
