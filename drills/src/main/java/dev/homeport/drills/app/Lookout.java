package dev.homeport.drills.app;

import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SiteReportLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.run.FleetLook;
import dev.homeport.drills.verdict.Lag;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Looks at a drilled fleet from time to time, and keeps how far links lag. Thread-safe. */
final class Lookout {

    /** More than any drill takes; beyond it the oldest go. */
    private static final int MOST_LAGS = 100_000;

    private final DrilledFleet fleet;
    private final long beganMillis;
    private final ConcurrentLinkedQueue<Lag.Sample> lags = new ConcurrentLinkedQueue<>();

    /**
     * Makes a lookout.
     *
     * @param beganMillis when the drill began, in milliseconds since 1970
     */
    Lookout(DrilledFleet fleet, long beganMillis) {
        this.fleet = fleet;
        this.beganMillis = beganMillis;
    }

    /** Looks once. */
    FleetLook look() throws InterruptedException {
        var processes = fleet.processTroubles();
        var sites = fleet.look();
        if (sites.isEmpty()) {
            var silence = List.of("the control plane does not answer");
            var troubles = new ArrayList<>(processes);
            troubles.addAll(silence);
            return new FleetLook(troubles, takeovers(), false, silence);
        }
        var details = new ArrayList<SiteDetail>();
        for (var site : fleet.sites()) {
            fleet.detail(site).ifPresent(details::add);
        }
        details.forEach(this::keepLags);
        var troubles = new ArrayList<>(processes);
        troubles.addAll(troubles(sites.get()));
        return new FleetLook(
                troubles,
                takeovers(),
                isTableKnown(sites.get(), details),
                unhealed(sites.get(), details));
    }

    private static List<String> troubles(SitesLook look) {
        var troubles = new ArrayList<String>();
        for (SiteLook site : look.sites()) {
            if (site.open().isEmpty()) {
                troubles.add(site.site() + " reports nothing to the control plane");
            } else if (site.leased().orElse(0) < site.shards()) {
                troubles.add(site.site() + " has no lease of some of its shards");
            }
        }
        return troubles;
    }

    private int takeovers() throws InterruptedException {
        return (int)
                fleet.moves().stream()
                        .flatMap(List::stream)
                        .filter(this::isTakeoverSince)
                        .filter(move -> move.phase() == MoveLook.Phase.DONE)
                        .count();
    }

    private boolean isTakeoverSince(MoveLook move) {
        return move.kind() == MoveKind.TAKEOVER && move.beganMillis() >= beganMillis;
    }

    /** The site that homes of a site went to, once its takeover has begun. */
    Optional<SiteId> heir(SiteId of) throws InterruptedException {
        return fleet.moves().stream()
                .flatMap(List::stream)
                .filter(this::isTakeoverSince)
                .filter(move -> move.site().equals(of))
                .flatMap(move -> move.transfers().stream())
                .map(part -> part.transfer())
                .filter(transfer -> transfer.from().equals(of))
                .map(transfer -> transfer.to())
                .findFirst();
    }

    private static boolean isTableKnown(SitesLook look, List<SiteDetail> details) {
        return details.stream()
                .flatMap(detail -> detail.report().stream())
                .allMatch(report -> report.tableVersion() >= look.tableVersion());
    }

    private static List<String> unhealed(SitesLook look, List<SiteDetail> details) {
        var unhealed = new ArrayList<String>();
        if (details.size() < look.sites().size()) {
            unhealed.add("the control plane does not say how all sites are");
        }
        for (var detail : details) {
            var healing = detail.report().flatMap(SiteReportLook::healing);
            if (healing.isEmpty()) {
                unhealed.add(detail.site().site() + " does not say how far it has healed");
            } else if (healing.get().orphans() > 0
                    || healing.get().reseeding() > 0
                    || healing.get().differing() > 0) {
                unhealed.add(detail.site().site() + " has " + healing.get());
            }
        }
        return unhealed;
    }

    private void keepLags(SiteDetail detail) {
        var now = System.nanoTime();
        detail.report().stream()
                .flatMap(report -> report.links().stream())
                .filter(link -> link.lagEntries().isPresent())
                .forEach(link ->
                        lags.add(
                                new Lag.Sample(
                                        now,
                                        link.origin(),
                                        detail.site().site(),
                                        link.lagEntries().getAsLong())));
        while (lags.size() > MOST_LAGS) {
            lags.poll();
        }
    }

    /** How far links lagged whenever somebody looked. */
    List<Lag.Sample> lags() {
        return List.copyOf(lags);
    }
}
