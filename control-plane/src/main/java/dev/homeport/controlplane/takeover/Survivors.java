package dev.homeport.controlplane.takeover;

import dev.homeport.controlplane.decision.TargetGate;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who may be made home of a lost site's shards. Immutable and thread-safe.
 *
 * @param state what stands
 * @param topology its sites
 * @param table its table
 * @param lost the site that is lost
 * @param health how sites are doing
 * @param report what they report
 */
record Survivors(
        ControlState state,
        Topology topology,
        RoutingTable table,
        SiteId lost,
        FleetHealth health,
        FleetReport report) {

    /** The site with the fewest shards that nothing speaks against. */
    Optional<SiteId> best() {
        return topology.sites().stream()
                .map(Site::name)
                .filter(site -> !site.equals(lost) && trouble(site).isEmpty())
                .min(Comparator.comparingInt(site -> table.shardsHomedAt(site).size()));
    }

    /** Why shards may not go to a site. */
    Optional<TakeoverPlanned.Refused> trouble(SiteId to) {
        var site = topology.site(to);
        if (site.isEmpty()) {
            return refused(
                    ErrorCode.NOT_FOUND,
                    "to: " + to + " is none of " + topology.names() + "; use one of them");
        }
        if (to.equals(lost)) {
            return refused(
                    ErrorCode.INVALID,
                    "to: " + to + " is the site that is lost; name another, or none");
        }
        if (site.get().state() != SiteState.IN_SERVICE) {
            return refused(
                    ErrorCode.CONFLICT,
                    "to: "
                            + to
                            + switch (site.get().state()) {
                                case CORDONED -> " is cordoned; lift the cordon, or name another";
                                case EVACUATED -> " is evacuated; name another";
                                case TAKEN_OVER -> " was taken over; name another";
                                case IN_SERVICE -> "";
                            }
                            + " site");
        }
        var leaves =
                state.moves().open().values().stream().filter(m -> m.takesFrom(to)).findFirst();
        if (leaves.isPresent()) {
            return refused(
                    ErrorCode.CONFLICT,
                    "to: "
                            + to
                            + " gives its own shards away in move "
                            + leaves.get().id()
                            + "; name another site, or wait until it ends");
        }
        var how = health.of(to);
        if (!(how instanceof SiteHealth.Well)) {
            return refused(
                    ErrorCode.UNAVAILABLE,
                    "to: " + to + " is " + words(how) + "; name another site, or mend it first");
        }
        return TargetGate.obstacle(to, List.of(), report)
                .flatMap(why -> refused(ErrorCode.UNAVAILABLE, why));
    }

    /** How a site is doing, in words. */
    static String words(SiteHealth health) {
        return switch (health) {
            case SiteHealth.Well _, SiteHealth.Lost _ -> health.label();
            case SiteHealth.Degraded(var parts) ->
                    "degraded ("
                            + String.join(", ", parts.stream().map(p -> p.label()).toList())
                            + ")";
            case SiteHealth.Unknown(var why) -> "not known to be well: " + why;
        };
    }

    /** What was seen of a site that is lost, which is recorded nowhere else. */
    static String evidence(SiteId site, SiteHealth health) {
        return health instanceof SiteHealth.Lost(var by)
                ? "nothing of " + site + " is seen from " + by
                : site + " is " + words(health);
    }

    private static Optional<TakeoverPlanned.Refused> refused(ErrorCode code, String reason) {
        return Optional.of(new TakeoverPlanned.Refused(code, reason));
    }
}
