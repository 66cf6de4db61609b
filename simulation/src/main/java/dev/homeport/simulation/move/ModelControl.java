package dev.homeport.simulation.move;

import dev.homeport.controlplane.decision.Genesis;
import dev.homeport.controlplane.decision.MoveStep;
import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.record.ControlRecord;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.record.MoveBegun;
import dev.homeport.controlplane.record.Replayed;
import dev.homeport.controlplane.replica.Answer;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.controlplane.topology.AutomationMode;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.simulation.engine.World;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The control plane: one log of decisions, a replica at each site, and a leader among them that
 * dies. A new leader may decide for a moment on a state that is not the newest. What is decided and
 * what a decision makes of the state is the product's.
 */
final class ModelControl {

    private record Return(SiteId site, Epoch epoch) {}

    private static final int MOST_TRIES = 5;
    private static final SiteLog LOG = new SiteLog(new SiteId("control"), 1);

    private final MoveFleet fleet;
    private final World world;
    private final Set<Return> returns = new HashSet<>();
    private Replayed recorded = Replayed.NOTHING;
    private ControlState before = ControlState.EMPTY;
    private long behindUntilNanos;
    private int leader;
    private boolean alive = true;
    private long term = 1;
    private boolean watching;

    ModelControl(MoveFleet fleet, long ttlMillis) {
        this.fleet = fleet;
        this.world = fleet.world();
        var topology =
                new Topology(
                        MoveSettings.sites().stream()
                                .map(site -> new Site(site, SiteState.IN_SERVICE, List.of()))
                                .toList());
        var genesis = new Genesis(MoveSettings.fleet(), topology, policy(ttlMillis));
        if (genesis.decide(recorded.state()) instanceof Ruling.Granted granted) {
            record(new EntryId("genesis"), decision(recorded.state(), "genesis", granted));
        }
    }

    private Policy policy(long ttlMillis) {
        var automation = new TreeMap<SiteId, AutomationMode>();
        if (fleet.settings().losesSites()) {
            for (var site : MoveSettings.sites()) {
                automation.put(
                        site,
                        world.chance(0.6) ? AutomationMode.AUTOMATIC : AutomationMode.PROPOSE);
            }
        }
        return new Policy(
                LeasePolicy.uniform(MoveSettings.sites(), ttlMillis), Optional.empty(), automation);
    }

    ControlState state() {
        return recorded.state();
    }

    RoutingTable table() {
        return state().table().orElseThrow();
    }

    int leader() {
        return leader;
    }

    boolean isAlive() {
        return alive;
    }

    /** The leader's process ends; another one is elected after a while. */
    void loseLeader(String when) {
        if (!alive) {
            return;
        }
        world.record("the control plane's leader dies " + when);
        fleet.coverage().controlDied();
        alive = false;
        term++;
        world.after(world.between(100, 3_000), this::elect);
    }

    /** Another leader is elected, where the present one has no majority any more. */
    void leaveWhereNobodyIs() {
        if (!fleet.seats().contains(leader)) {
            loseLeader("cut off from a majority, or with its site");
        }
    }

    private void elect() {
        var seats = fleet.seats();
        if (seats.isEmpty()) {
            world.after(world.between(100, 3_000), this::elect);
            return;
        }
        alive = true;
        watching = false;
        leader = world.pick(seats);
        behindUntilNanos = world.nowNanos() + world.between(0, 800);
        world.record("the control plane is led from " + fleet.sites().get(leader).id());
    }

    private ControlState believed() {
        return world.nowNanos() < behindUntilNanos && before.table().isPresent()
                ? before
                : recorded.state();
    }

    /** A wish arrives at the leader, which asks the sites and decides. */
    void wish(
            EntryId id,
            String by,
            BiFunction<ControlState, FleetReport, Ruling> decider,
            Consumer<Answer> answer) {
        if (alive) {
            ask(report -> decide(id, by, state -> decider.apply(state, report), 1, answer));
        }
    }

    private void decide(
            EntryId id,
            String by,
            Function<ControlState, Ruling> decider,
            int tries,
            Consumer<Answer> answer) {
        var state = believed();
        switch (decider.apply(state)) {
            case Ruling.Standing() -> answer.accept(new Answer.Standing(state));
            case Ruling.Refused(var code, var why) -> answer.accept(new Answer.Refused(code, why));
            case Ruling.Granted granted -> {
                var decision = decision(state, by, granted);
                var decidedIn = term;
                var decidedAt = leader;
                if (!fleet.isQuiet() && world.chance(0.06)) {
                    loseLeader("between deciding and recording: " + decision.reason());
                }
                var slow = world.chance(0.05) ? 2_500 : 120;
                world.after(
                        world.between(3, slow),
                        () -> {
                            // What a leader proposed may be recorded after its death, or not.
                            if (term != decidedIn && world.chance(0.5)) {
                                return;
                            }
                            if (!fleet.seats().contains(decidedAt)) {
                                return;
                            }
                            var refused = record(id, decision);
                            if (term != decidedIn) {
                                return;
                            }
                            if (refused.isEmpty()) {
                                answer.accept(new Answer.Recorded(recorded.state()));
                            } else if (tries < MOST_TRIES
                                    && recorded.state().decisions() != state.decisions()) {
                                behindUntilNanos = 0;
                                decide(id, by, decider, tries + 1, answer);
                            } else {
                                answer.accept(
                                        new Answer.Refused(ErrorCode.CONFLICT, refused.get()));
                            }
                        });
            }
        }
    }

    private Decision decision(ControlState state, String by, Ruling.Granted granted) {
        return new Decision(
                state.decisions(),
                by,
                fleet.wallClock().toEpochMilli(),
                granted.reason(),
                granted.records());
    }

    /** Records a decision as the judge of the log does; says why not, if not. */
    private Optional<String> record(EntryId id, Decision decision) {
        if (recorded.placeOf(id).isPresent()) {
            return Optional.empty();
        }
        try {
            var place = new EntryAddress(LOG, recorded.state().decisions() + 1);
            var next = recorded.after(decision, id, place);
            before = recorded.state();
            recorded = next;
        } catch (BrokenRuleException e) {
            world.record("not recorded: " + e.getMessage());
            return Optional.of("" + e.getMessage());
        }
        world.record("table " + state().tableVersion() + ": " + decision.reason());
        fleet.coverage().decided(before, decision);
        fleet.invariants().decided(table());
        decision.records().forEach(this::noteReturn);
        publish(0.7);
        return Optional.empty();
    }

    /** Whether a request has been granted and recorded. */
    boolean isRecorded(EntryId id) {
        return recorded.placeOf(id).isPresent();
    }

    private void noteReturn(ControlRecord made) {
        if (made instanceof MoveBegun(var move)
                && move.kind() == MoveKind.FAIL_BACK
                && isTakenOver(move.site())) {
            move.transfers().forEach(way -> returns.add(new Return(way.to(), way.epoch())));
        }
    }

    private boolean isTakenOver(SiteId site) {
        return before.topology()
                .flatMap(topology -> topology.site(site))
                .filter(its -> its.state() == SiteState.TAKEN_OVER)
                .isPresent();
    }

    /** Whether an opening at an epoch gives a site back what was taken over. */
    boolean isReturn(SiteId site, Epoch epoch) {
        return returns.contains(new Return(site, epoch));
    }

    /** Asks all sites how they are; who does not answer in time is missing. */
    private void ask(Consumer<FleetReport> report) {
        var answers = new TreeMap<SiteId, SiteReport>();
        var askedIn = term;
        var asker = leader;
        for (var site : fleet.sites()) {
            fleet.network()
                    .send(
                            asker,
                            site.place(),
                            () -> site.machine().deliver(() -> answer(site, asker, answers)));
        }
        world.after(
                world.between(400, 1_000),
                () -> {
                    if (alive && term == askedIn) {
                        report.accept(new FleetReport(answers));
                    }
                });
    }

    private void answer(ModelSite site, int asker, Map<SiteId, SiteReport> answers) {
        var report = fleet.reports().of(site);
        fleet.network().send(site.place(), asker, () -> answers.put(site.id(), report));
    }

    /** Ends the moves of which everything is seen open. */
    void watch() {
        if (!alive || watching || state().moves().open().isEmpty()) {
            return;
        }
        watching = true;
        ask(report -> {
            watching = false;
            for (var move : state().moves().open().values()) {
                var seen =
                        fleet.settings().holds(ControlRule.OPENING_IS_SEEN)
                                ? report
                                : fleet.reports().asIfOpened(move);
                decide(
                        new EntryId("step-" + move.id() + "-" + move.tableVersion()),
                        "the watch",
                        state ->
                                MoveStep.decide(
                                        state, move.id(), seen, fleet.wallClock().toEpochMilli()),
                        1,
                        _ -> {});
            }
        });
    }

    /** Hands a table to some of those who need one; a replica may not have the newest. */
    void publish(double probability) {
        var state = world.chance(0.1) && before.table().isPresent() ? before : state();
        if (!fleet.isBegun()) {
            return;
        }
        var table = told(state.table().orElseThrow());
        var from = world.random().nextInt(fleet.sites().size());
        for (var site : fleet.sites()) {
            if (world.chance(probability)) {
                fleet.network().send(from, site.place(), () -> site.learn(table));
            }
        }
        for (var witness : fleet.witnesses()) {
            if (world.chance(probability)) {
                fleet.network().send(from, witness.place(), () -> witness.offered(table));
            }
        }
    }

    private RoutingTable told(RoutingTable table) {
        if (fleet.settings().holds(ControlRule.TABLE_CONTINUES)) {
            return table;
        }
        return new RoutingTable(
                table.fleet(),
                table.version(),
                table.allotments().stream()
                        .map(a -> new Allotment(a.shards(), a.chain().since(a.epoch())))
                        .toList(),
                table.witnesses(),
                table.leases(),
                table.fences());
    }
}
