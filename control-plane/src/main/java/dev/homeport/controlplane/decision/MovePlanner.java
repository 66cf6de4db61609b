package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.Moves;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Plans moves, or says why not. What a report shows open was opened, whatever came after; what it
 * does not show is never assumed. Immutable; one for each plan.
 */
public final class MovePlanner {

    private final ControlState state;
    private final Topology topology;
    private final RoutingTable table;
    private final MoveWish wish;
    private final FleetReport report;

    private MovePlanner(
            ControlState state,
            Topology topology,
            RoutingTable table,
            MoveWish wish,
            FleetReport report) {
        this.state = state;
        this.topology = topology;
        this.table = table;
        this.wish = wish;
        this.report = report;
    }

    /**
     * Plans a move.
     *
     * @param state what stands
     * @param wish what is wanted
     * @param report what sites report
     */
    public static Planned plan(ControlState state, MoveWish wish, FleetReport report) {
        if (state.topology().isEmpty() || state.table().isEmpty()) {
            return refused(ErrorCode.UNAVAILABLE, "table: the fleet has not begun; ask later");
        }
        return new MovePlanner(state, state.topology().get(), state.table().get(), wish, report)
                .plan();
    }

    private static Planned refused(ErrorCode code, String reason) {
        return new Planned.Refused(code, reason);
    }

    private Planned plan() {
        var site = topology.site(wish.site());
        if (site.isEmpty()) {
            return unknown("site", wish.site());
        }
        var expected = wish.expectedVersion();
        if (expected.isPresent() && expected.getAsLong() != table.version()) {
            return refused(
                    ErrorCode.CONFLICT,
                    "expectedVersion: table "
                            + table.version()
                            + " stands, not "
                            + expected.getAsLong()
                            + "; look at what it says, and name that version");
        }
        var concerned = moveThatConcerns(wish.site());
        if (concerned.isPresent()) {
            return refused(
                    ErrorCode.CONFLICT,
                    "site: "
                            + wish.site()
                            + " has a part in move "
                            + concerned.get().id()
                            + "; wait until it ends, or abort it");
        }
        if (state.moves().open().size() >= Moves.MOST_OPEN) {
            return refused(
                    ErrorCode.CONFLICT,
                    "moves: "
                            + Moves.MOST_OPEN
                            + " are open, and no more may be; wait until one ends");
        }
        return switch (wish.kind()) {
            case EVACUATION -> evacuation();
            case FAIL_BACK -> failBack(site.get());
            case TAKEOVER ->
                    refused(
                            ErrorCode.INVALID,
                            "kind: a takeover is no planned move; use a takeover's own request");
        };
    }

    private Planned unknown(String field, SiteId site) {
        return refused(
                ErrorCode.NOT_FOUND,
                field + ": " + site + " is none of " + topology.names() + "; use one of them");
    }

    private Optional<Move> moveThatConcerns(SiteId site) {
        return state.moves().open().values().stream().filter(m -> m.concerns(site)).findFirst();
    }

    private Planned evacuation() {
        var shards = table.shardsHomedAt(wish.site());
        if (shards.isEmpty()) {
            return new Planned.Already(wish.site() + " is home of no shard");
        }
        if (wish.to().isPresent()) {
            return trouble(wish.to().get()).orElseGet(() -> move(shards, wish.to().get()));
        }
        var target =
                topology.sites().stream()
                        .map(Site::name)
                        .filter(site -> trouble(site).isEmpty())
                        .min(Comparator.comparingInt(site -> table.shardsHomedAt(site).size()));
        return target.map(site -> move(shards, site))
                .orElseGet(() ->
                        refused(
                                ErrorCode.CONFLICT,
                                "to: no other site is in service and giving nothing away; lift a"
                                        + " cordon, fail a site back, or wait until moves end"));
    }

    /** Why shards may not go to a site, whatever it reports. */
    private Optional<Planned> trouble(SiteId to) {
        var site = topology.site(to);
        if (site.isEmpty()) {
            return Optional.of(unknown("to", to));
        }
        if (to.equals(wish.site())) {
            return Optional.of(
                    refused(
                            ErrorCode.INVALID,
                            "to: " + to + " is the site that is evacuated; name another, or none"));
        }
        var from = state.moves().open().values().stream().filter(m -> m.takesFrom(to)).findFirst();
        if (from.isPresent()) {
            return Optional.of(
                    refused(
                            ErrorCode.CONFLICT,
                            "to: "
                                    + to
                                    + " gives its own shards away in move "
                                    + from.get().id()
                                    + "; name another site, or wait until it ends"));
        }
        return switch (site.get().state()) {
            case IN_SERVICE -> Optional.empty();
            case CORDONED ->
                    Optional.of(
                            refused(
                                    ErrorCode.CONFLICT,
                                    "to: "
                                            + to
                                            + " is cordoned; lift the cordon, or name another"
                                            + " site"));
            case EVACUATED ->
                    Optional.of(
                            refused(
                                    ErrorCode.CONFLICT,
                                    "to: "
                                            + to
                                            + " is evacuated; fail it back first, or name another"
                                            + " site"));
            case TAKEN_OVER ->
                    Optional.of(
                            refused(
                                    ErrorCode.CONFLICT,
                                    "to: " + to + " was taken over; name another site"));
        };
    }

    private Planned failBack(Site site) {
        if (wish.to().isPresent()) {
            return refused(
                    ErrorCode.INVALID,
                    "to: a fail-back goes to the site itself; leave it out, or evacuate "
                            + wish.to().get());
        }
        var shards = state.nativesOrToday().of(site.name()).minus(table.shardsHomedAt(site.name()));
        if (shards.isEmpty()) {
            return new Planned.Already(site.name() + " is home of all its own shards");
        }
        if (site.state() == SiteState.CORDONED) {
            return refused(
                    ErrorCode.CONFLICT,
                    "site: " + site.name() + " is cordoned; lift the cordon first");
        }
        if (site.state() == SiteState.TAKEN_OVER) {
            var obstacle = HealedGate.obstacle(site.name(), moved(table, shards).toList(), report);
            if (obstacle.isPresent()) {
                return refused(ErrorCode.UNAVAILABLE, obstacle.get());
            }
        }
        return move(shards, site.name());
    }

    private Planned move(ShardSet shards, SiteId to) {
        for (var move : state.moves().open().values()) {
            if (move.shards().intersects(shards)) {
                return refused(
                        ErrorCode.CONFLICT,
                        "site: shards "
                                + move.shards().intersection(shards)
                                + " are under way in move "
                                + move.id()
                                + "; wait until it ends, or abort it");
            }
        }
        var homes = new TreeSet<SiteId>();
        moved(table, shards).forEach(part -> homes.add(part.home()));
        var obstacle = TargetGate.obstacle(to, homes, report);
        if (obstacle.isPresent()) {
            return refused(ErrorCode.UNAVAILABLE, obstacle.get());
        }
        var opened = ShardSet.none();
        for (var part : moved(table, shards).toList()) {
            // A chain of one link begins with an opening that was confirmed.
            if (!part.chain().earlier().isEmpty()) {
                if (!report.openAt(part.home(), part.epoch()).containsAll(part.shards())) {
                    return refused(
                            ErrorCode.CONFLICT,
                            "site: "
                                    + part.home()
                                    + " has not yet opened shards "
                                    + part.shards()
                                    + " at epoch "
                                    + part.epoch()
                                    + "; wait until it has");
                }
                opened = opened.union(part.shards());
            }
        }
        var basis = opened.isEmpty() ? table : table.withConfirmedOpening(opened);
        var transfers = Transfers.of(basis, shards, to);
        if (transfers.size() > Move.MOST_TRANSFERS) {
            return refused(
                    ErrorCode.CONFLICT,
                    "site: its shards stand at "
                            + transfers.size()
                            + " epochs; a move takes at most "
                            + Move.MOST_TRANSFERS);
        }
        var next = basis.withAssignment(shards, to, Set.of());
        return new Planned.Possible(
                new Plan(
                        wish.kind(),
                        wish.site(),
                        transfers,
                        table.version(),
                        next,
                        PlanWords.steps(wish, transfers, to, next.version()),
                        PlanWords.warnings(topology, wish, homes, to, report)));
    }

    /** The parts of a table's allotments that are moved. */
    private static Stream<Allotment> moved(RoutingTable table, ShardSet shards) {
        return table.allotments().stream()
                .filter(a -> a.shards().intersects(shards))
                .map(a -> new Allotment(a.shards().intersection(shards), a.chain()));
    }
}
