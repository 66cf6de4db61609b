package dev.homeport.drills.app;

import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.SiteReportLook;
import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.verdict.TakeoverFigures.Moments;
import dev.homeport.vocabulary.SiteId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Sees when what happens in the takeover of a site. Thread-safe. */
final class TakeoverClock {

    private static final long LOOK_MILLIS = 100;
    private static final String WAITS_FOR_LEASE = "waits-for-lease";

    private final DrilledFleet fleet;
    private final LoadMeter meter;
    private final InstantSource wallClock;

    private volatile Optional<SiteId> lost = Optional.empty();
    private volatile Moments moments =
            new Moments(
                    0,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());
    private volatile long lostMillis;

    TakeoverClock(DrilledFleet fleet, LoadMeter meter, InstantSource wallClock) {
        this.fleet = fleet;
        this.meter = meter;
        this.wallClock = wallClock;
    }

    /**
     * To be called at the moment from which the site is lost; of several calls the last one that
     * comes before its takeover counts.
     */
    void lost(SiteId site) {
        if (moments.decided().isEmpty()) {
            lostMillis = wallClock.millis();
            moments =
                    new Moments(
                            System.nanoTime(),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty());
            lost = Optional.of(site);
        }
    }

    /** What was seen; nothing if no site was lost. */
    Optional<Moments> moments() {
        return lost.map(_ -> moments);
    }

    /** Looks on until the takeover is over, or the thread is interrupted. */
    void lookOn() {
        try {
            while (moments.opened().isEmpty() || moments.known().isEmpty()) {
                var site = lost;
                if (site.isPresent()) {
                    var takeover = takeover(site.get());
                    if (takeover.isPresent()) {
                        see(site.get(), takeover.get());
                    }
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<MoveLook> takeover(SiteId of) throws InterruptedException {
        return fleet.moves().stream()
                .flatMap(List::stream)
                .filter(move -> move.kind() == MoveKind.TAKEOVER && move.site().equals(of))
                .filter(move -> move.beganMillis() >= lostMillis)
                .findFirst();
    }

    private void see(SiteId site, MoveLook takeover) throws InterruptedException {
        var seen = moments;
        var now = OptionalLong.of(System.nanoTime());
        var waits =
                takeover.transfers().stream()
                        .anyMatch(part -> part.state().equals(WAITS_FOR_LEASE));
        var opened =
                takeover.endedMillis().isPresent()
                        ? at(takeover.endedMillis().getAsLong())
                        : OptionalLong.empty();
        moments =
                new Moments(
                        seen.lost(),
                        at(takeover.beganMillis()),
                        seen.known().isEmpty() && isKnown(site, takeover.tableVersion())
                                ? now
                                : seen.known(),
                        seen.leaseOver().isEmpty() && !waits ? now : seen.leaseOver(),
                        opened);
    }

    /** All processes are on one machine, so that its wall clock is the control plane's. */
    private OptionalLong at(long wallMillis) {
        return OptionalLong.of(
                moments.lost() + TimeUnit.MILLISECONDS.toNanos(wallMillis - lostMillis));
    }

    private boolean isKnown(SiteId lostSite, long version) throws InterruptedException {
        for (var site : fleet.sites()) {
            if (!site.equals(lostSite)) {
                var known =
                        fleet.detail(site)
                                .flatMap(detail -> detail.report())
                                .map(SiteReportLook::tableVersion);
                if (known.filter(at -> at >= version).isEmpty()) {
                    return false;
                }
            }
        }
        var user = meter.userOf(lostSite);
        return user.isEmpty()
                || fleet.homeOf(user.get())
                        .filter(home -> !home.door().site().equals(lostSite))
                        .isPresent();
    }
}
