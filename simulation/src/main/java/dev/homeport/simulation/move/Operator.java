package dev.homeport.simulation.move;

import dev.homeport.controlplane.decision.Cordoning;
import dev.homeport.controlplane.decision.MoveAbort;
import dev.homeport.controlplane.decision.MoveBegin;
import dev.homeport.controlplane.decision.MoveWish;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.simulation.engine.World;
import dev.homeport.simulation.move.Caller.Wish;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One of those who ask the control plane for moves without asking each other. */
final class Operator {

    private final MoveFleet fleet;
    private final World world;
    private final String name;
    private final Caller caller;
    private int made;

    Operator(MoveFleet fleet, String name) {
        this.fleet = fleet;
        this.world = fleet.world();
        this.name = name;
        this.caller = new Caller(fleet, name);
    }

    void act() {
        if (!fleet.isQuiet()) {
            caller.ask(this::next);
        }
    }

    private Wish next() {
        made++;
        var request = name + "-" + made;
        var state = fleet.control().state();
        var moves = List.copyOf(state.moves().open().keySet());
        if (!moves.isEmpty() && world.chance(0.3)) {
            var id = world.pick(moves);
            return new Wish(
                    new EntryId("abort-" + request),
                    "move " + id + " taken back",
                    (now, report) -> MoveAbort.decide(now, id, "changed my mind", report));
        }
        var site = world.pick(MoveSettings.sites());
        var stands = state.topology().orElseThrow().site(site).orElseThrow().state();
        // Cordons are lifted sooner than they are put up, or all would stand behind one.
        if (world.chance(stands == SiteState.CORDONED ? 0.5 : 0.06)) {
            var cordoned = stands != SiteState.CORDONED;
            return new Wish(
                    new EntryId("cordon-" + request),
                    (cordoned ? "a cordon around " : "no cordon around ") + site,
                    (now, _) -> Cordoning.decide(now, site, cordoned, "a whim"));
        }
        var kind =
                world.chance(stands == SiteState.EVACUATED ? 0.1 : 0.8)
                        ? MoveKind.EVACUATION
                        : MoveKind.FAIL_BACK;
        var target = world.pick(MoveSettings.sites());
        var to =
                kind == MoveKind.EVACUATION && !target.equals(site)
                        ? Optional.of(target)
                        : Optional.<SiteId>empty();
        var version =
                world.chance(0.2) ? OptionalLong.of(state.tableVersion()) : OptionalLong.empty();
        var wish = new MoveWish(kind, site, to, version, name, "a whim");
        var id = MoveId.ofRequest(request);
        return new Wish(
                new EntryId("begin-" + request),
                kind.label() + " of " + site + to.map(other -> " to " + other).orElse(""),
                (now, report) ->
                        MoveBegin.decide(now, wish, id, report, fleet.wallClock().toEpochMilli()));
    }
}
