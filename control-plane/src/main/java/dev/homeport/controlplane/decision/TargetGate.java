package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.LinkView;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.vocabulary.SiteId;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether a site can take over shards soon: their writes stop until it has everything that was
 * written before, so whoever is far behind must not be made to. Stateless.
 */
public final class TargetGate {

    private static final long MOST_LAG_ENTRIES = 5_000;
    private static final long MOST_LAG_MILLIS = 2_000;

    /** A log with less room than that would soon take no more entries of others, nor its own. */
    private static final long LEAST_ROOM_BYTES = 32L << 20;

    private TargetGate() {}

    /** What is in the way of shards that go from some sites to another; nothing if all is well. */
    public static Optional<String> obstacle(
            SiteId to, Collection<SiteId> from, FleetReport report) {
        for (var site : from) {
            var why = leaderless(site, report);
            if (why.isPresent()) {
                return why;
            }
        }
        return leaderless(to, report)
                .or(() -> narrow(report.of(to).orElseThrow()))
                .or(() -> behind(report.of(to).orElseThrow()))
                .or(() ->
                        from.stream()
                                .map(site -> lag(to, site, report))
                                .flatMap(Optional::stream)
                                .findFirst());
    }

    private static Optional<String> leaderless(SiteId site, FleetReport report) {
        var heard = report.of(site);
        if (heard.isEmpty()) {
            return Optional.of(
                    "site: no node of " + site + " answers; look at its processes and links");
        }
        return heard.get().leader().isPresent()
                ? Optional.empty()
                : Optional.of("site: no node leads the log of " + site + "; ask again later");
    }

    private static Optional<String> narrow(SiteReport target) {
        var room = target.logRoomBytes().orElse(0);
        return room >= LEAST_ROOM_BYTES
                ? Optional.empty()
                : Optional.of(
                        "site: the log of "
                                + target.site()
                                + " has room for "
                                + room
                                + " bytes only; it needs "
                                + LEAST_ROOM_BYTES
                                + ": free its disk, raise log.cap.bytes, or move elsewhere");
    }

    private static Optional<String> behind(SiteReport target) {
        if (target.view().isEmpty()) {
            return Optional.of(
                    "site: no node of "
                            + target.site()
                            + " that has a view answers; start a full node");
        }
        var view = target.view().get();
        if (view.trouble().isPresent()) {
            return Optional.of(
                    "site: the view of "
                            + target.site()
                            + " does not go on: "
                            + view.trouble().get());
        }
        return view.lagEntries() <= MOST_LAG_ENTRIES && view.lagMillis() <= MOST_LAG_MILLIS
                ? Optional.empty()
                : Optional.of(
                        "site: the view of "
                                + target.site()
                                + " is "
                                + view.lagEntries()
                                + " entries and "
                                + view.lagMillis()
                                + " ms behind its log; wait until it is within "
                                + MOST_LAG_ENTRIES
                                + " and "
                                + MOST_LAG_MILLIS);
    }

    /** Why a site would not soon have what another one writes. */
    static Optional<String> lag(SiteId to, SiteId from, FleetReport report) {
        var link = report.of(to).flatMap(site -> site.linkFrom(from));
        if (link.isEmpty() || !link.get().isUp()) {
            return Optional.of(
                    "link: from "
                            + from
                            + " to "
                            + to
                            + " is "
                            + link.map(LinkView::state).orElse("not reported")
                            + ", not UP; mend the link, or move elsewhere");
        }
        var entries = link.get().lagEntries().orElse(0);
        var millis = link.get().oldestUnshippedMillis().orElse(0);
        return entries <= MOST_LAG_ENTRIES && millis <= MOST_LAG_MILLIS
                ? Optional.empty()
                : Optional.of(
                        "link: from "
                                + from
                                + " to "
                                + to
                                + " is "
                                + entries
                                + " entries and "
                                + millis
                                + " ms behind; wait until it is within "
                                + MOST_LAG_ENTRIES
                                + " and "
                                + MOST_LAG_MILLIS);
    }
}
