package dev.homeport.controlplane.takeover;

import dev.homeport.controlplane.decision.Plan;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.Moves;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans takeovers: what a lost site may have open gets one assignment more, which says that the
 * site is lost. What is home elsewhere by then stays there, at a new epoch. Nothing is decided here
 * that sites do not wait for: the lost site's leases must run out, unless somebody attests a fence.
 */
public final class TakeoverPlanner {

    private final ControlState state;
    private final Topology topology;
    private final RoutingTable table;
    private final TakeoverWish wish;
    private final FleetHealth health;
    private final FleetReport report;

    private TakeoverPlanner(
            ControlState state,
            Topology topology,
            RoutingTable table,
            TakeoverWish wish,
            FleetHealth health,
            FleetReport report) {
        this.state = state;
        this.topology = topology;
        this.table = table;
        this.wish = wish;
        this.health = health;
        this.report = report;
    }

    /**
     * Plans a takeover.
     *
     * @param state what stands
     * @param wish what is wanted
     * @param health how sites are doing
     * @param report what sites report
     */
    public static TakeoverPlanned plan(
            ControlState state, TakeoverWish wish, FleetHealth health, FleetReport report) {
        if (state.topology().isEmpty() || state.table().isEmpty()) {
            return refused(ErrorCode.UNAVAILABLE, "table: the fleet has not begun; ask later");
        }
        return new TakeoverPlanner(
                        state, state.topology().get(), state.table().get(), wish, health, report)
                .plan();
    }

    private static TakeoverPlanned refused(ErrorCode code, String reason) {
        return new TakeoverPlanned.Refused(code, reason);
    }

    private TakeoverPlanned plan() {
        var lost = wish.lost();
        if (topology.site(lost).isEmpty()) {
            return refused(
                    ErrorCode.NOT_FOUND,
                    "site: " + lost + " is none of " + topology.names() + "; use one of them");
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
        if (Coverage.of(table, lost).isEmpty()) {
            return new TakeoverPlanned.Already(lost + " has nothing that could be taken over");
        }
        return unsafe().orElseGet(this::withTarget);
    }

    /** What forbids to take the site over, whoever gets its shards. */
    private Optional<TakeoverPlanned> unsafe() {
        var lost = wish.lost();
        var how = health.of(lost);
        if (wish.fence().isPresent() && how instanceof SiteHealth.Well) {
            return Optional.of(
                    refused(
                            ErrorCode.UNAVAILABLE,
                            "fence: "
                                    + lost
                                    + " answers, so that it may acknowledge writes; stop it for"
                                    + " good first, or evacuate it"));
        }
        if (wish.fence().isEmpty() && !(how instanceof SiteHealth.Lost)) {
            return Optional.of(
                    how instanceof SiteHealth.Unknown
                            ? refused(
                                    ErrorCode.UNAVAILABLE,
                                    "site: "
                                            + lost
                                            + " is "
                                            + Survivors.words(how)
                                            + "; ask again later, or attest a fence")
                            : refused(
                                    ErrorCode.CONFLICT,
                                    "site: "
                                            + lost
                                            + " is "
                                            + Survivors.words(how)
                                            + " and not lost; mend it, evacuate it, or attest a"
                                            + " fence"));
        }
        var witnesses = health.witnesses(table.witnesses());
        if (witnesses.size() < table.witnessMajority()) {
            return Optional.of(
                    refused(
                            ErrorCode.UNAVAILABLE,
                            "witnesses: only "
                                    + witnesses
                                    + " of "
                                    + table.witnesses()
                                    + " are seen; nobody gets a lease without a majority of them:"
                                    + " bring one back"));
        }
        return Optional.empty();
    }

    private TakeoverPlanned withTarget() {
        var survivors = new Survivors(state, topology, table, wish.lost(), health, report);
        if (wish.to().isPresent()) {
            var trouble = survivors.trouble(wish.to().get());
            return trouble.isPresent() ? trouble.get() : to(wish.to().get());
        }
        return survivors
                .best()
                .map(this::to)
                .orElseGet(() ->
                        refused(
                                ErrorCode.UNAVAILABLE,
                                "to: no other site is in service, well and able to take more;"
                                        + " name one to hear what is in its way"));
    }

    private TakeoverPlanned to(SiteId target) {
        var fenced =
                wish.fence().isPresent()
                        ? table.withFence(Receipts.newestLog(wish.lost(), report))
                        : table;
        var passed = Coverage.passed(fenced, wish.lost(), report);
        var basis = passed.isEmpty() ? fenced : fenced.withConfirmedOpening(passed);
        var covered = Coverage.of(basis, wish.lost());
        if (covered.isEmpty()) {
            return new TakeoverPlanned.Already(
                    "all that " + wish.lost() + " gave away is open elsewhere");
        }
        for (var part : covered) {
            if (part.chain().links().size() >= Chain.LONGEST) {
                return refused(
                        ErrorCode.CONFLICT,
                        "site: shards "
                                + part.shards()
                                + " have changed homes "
                                + Chain.LONGEST
                                + " times without one that opened them; wait until "
                                + part.home()
                                + " has");
            }
        }
        var transfers = transfers(covered, target);
        var shards =
                covered.stream().map(Allotment::shards).reduce(ShardSet.none(), ShardSet::union);
        var overtaken = overtaken(shards);
        if (transfers.size() > Move.MOST_TRANSFERS
                || state.moves().open().size() - overtaken.size() >= Moves.MOST_OPEN) {
            return refused(
                    ErrorCode.CONFLICT,
                    "moves: "
                            + Moves.MOST_OPEN
                            + " are open, or the site's shards stand at more than "
                            + Move.MOST_TRANSFERS
                            + " epochs; wait until moves end");
        }
        var next = assigned(basis, transfers);
        var receipt = Receipts.of(wish.lost(), table, wish.fence(), report);
        return new TakeoverPlanned.Possible(
                new Plan(
                        MoveKind.TAKEOVER,
                        wish.lost(),
                        transfers,
                        table.version(),
                        next,
                        TakeoverWords.steps(wish, transfers, target, next.version(), receipt),
                        TakeoverWords.warnings(wish, health, overtaken)),
                receipt,
                target,
                overtaken);
    }

    private record Way(SiteId to, Epoch epoch) {}

    private List<Transfer> transfers(List<Allotment> covered, SiteId target) {
        var ways =
                new TreeMap<Way, ShardSet>(Comparator.comparing(Way::to).thenComparing(Way::epoch));
        for (var part : covered) {
            var to = part.home().equals(wish.lost()) ? target : part.home();
            ways.merge(new Way(to, part.epoch().next()), part.shards(), ShardSet::union);
        }
        return ways.entrySet().stream()
                .map(way ->
                        new Transfer(
                                way.getValue(),
                                wish.lost(),
                                way.getKey().to(),
                                way.getKey().epoch()))
                .toList();
    }

    private RoutingTable assigned(RoutingTable basis, List<Transfer> transfers) {
        var byHome = new TreeMap<SiteId, ShardSet>();
        transfers.forEach(t -> byHome.merge(t.to(), t.shards(), ShardSet::union));
        var next = basis;
        for (var home : byHome.entrySet()) {
            next = next.withAssignment(home.getValue(), home.getKey(), Set.of(wish.lost()));
        }
        return next;
    }

    private Set<MoveId> overtaken(ShardSet shards) {
        var overtaken = new TreeSet<MoveId>();
        for (var move : state.moves().open().values()) {
            if (move.shards().intersects(shards)) {
                overtaken.add(move.id());
            }
        }
        return overtaken;
    }
}
