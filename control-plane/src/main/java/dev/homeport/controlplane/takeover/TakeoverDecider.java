package dev.homeport.controlplane.takeover;

import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.move.EndedMove;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.record.ControlRecord;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.MoveBegun;
import dev.homeport.controlplane.record.MoveEnded;
import dev.homeport.controlplane.record.NativeHomesSet;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.record.TopologySet;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.Optional;

/** Begins takeovers: a plan, and the records that carry it out. Stateless. */
public final class TakeoverDecider {

    private TakeoverDecider() {}

    /**
     * Decides on a wish. One that was granted before under the same id stands already, whatever has
     * become of the takeover.
     *
     * @param state what stands
     * @param wish what is wanted
     * @param health how sites are doing
     * @param report what sites report
     * @param id the move that it asks for
     * @param nowMillis the wall clock, in milliseconds since 1970 UTC, for people
     */
    public static Ruling decide(
            ControlState state,
            TakeoverWish wish,
            FleetHealth health,
            FleetReport report,
            MoveId id,
            long nowMillis) {
        var known =
                state.moves().find(id).or(() -> state.moves().findEnded(id).map(EndedMove::move));
        if (known.isPresent()) {
            return isOf(wish, known.get())
                    ? new Ruling.Standing()
                    : new Ruling.Refused(
                            ErrorCode.CONFLICT,
                            "requestId: it asked for the "
                                    + known.get().kind().label()
                                    + " of "
                                    + known.get().site()
                                    + " before, move "
                                    + id
                                    + "; use another one for another move");
        }
        return switch (TakeoverPlanner.plan(state, wish, health, report)) {
            case TakeoverPlanned.Refused(var code, var reason) -> new Ruling.Refused(code, reason);
            case TakeoverPlanned.Already _ -> new Ruling.Standing();
            case TakeoverPlanned.Possible possible ->
                    granted(state, wish, health, possible, id, nowMillis);
        };
    }

    private static boolean isOf(TakeoverWish wish, Move move) {
        return move.kind() == MoveKind.TAKEOVER && move.site().equals(wish.lost());
    }

    private static Ruling granted(
            ControlState state,
            TakeoverWish wish,
            FleetHealth health,
            TakeoverPlanned.Possible possible,
            MoveId id,
            long nowMillis) {
        var records = new ArrayList<ControlRecord>();
        if (state.natives().isEmpty()) {
            records.add(new NativeHomesSet(state.nativesOrToday()));
        }
        records.add(new TopologySet(topology(state, wish.lost(), possible)));
        for (var move : state.moves().open().values()) {
            if (possible.overtaken().contains(move.id())) {
                records.add(
                        new MoveEnded(
                                move.id(),
                                MoveOutcome.OVERTAKEN,
                                wish.lost() + " is lost, and move " + id + " goes on from there",
                                nowMillis));
            }
        }
        var plan = possible.plan();
        records.add(new TableCommitted(plan.next()));
        records.add(
                new MoveBegun(
                        new Move(
                                id,
                                MoveKind.TAKEOVER,
                                wish.lost(),
                                plan.transfers(),
                                plan.toVersion(),
                                MovePhase.MOVING,
                                wish.by(),
                                wish.reason(),
                                nowMillis,
                                Optional.of(possible.receipt()))));
        return new Ruling.Granted(
                records,
                "takeover of "
                        + wish.lost()
                        + ", "
                        + Survivors.evidence(wish.lost(), health.of(wish.lost()))
                        + wish.fence().map(why -> ", fenced (" + why + ")").orElse("")
                        + ": "
                        + wish.reason());
    }

    /**
     * The lost site has no homes, and nobody's newcomers go to it. A site that was about to get its
     * shards back has them now.
     */
    private static Topology topology(
            ControlState state, SiteId lost, TakeoverPlanned.Possible possible) {
        var topology = state.topology().orElseThrow();
        for (var site : topology.sites()) {
            if (site.name().equals(lost)) {
                topology = topology.with(site.takenOverBy(possible.target()));
            } else if (isComingBack(state, site, possible)) {
                topology = topology.with(site.as(SiteState.IN_SERVICE));
            } else if (site.standIn().equals(Optional.of(lost))) {
                topology = topology.with(site.stoodInForBy(possible.target()));
            }
        }
        return topology;
    }

    private static boolean isComingBack(
            ControlState state, Site site, TakeoverPlanned.Possible possible) {
        return (site.state() == SiteState.EVACUATED || site.state() == SiteState.TAKEN_OVER)
                && state.moves().open().values().stream()
                        .anyMatch(move ->
                                possible.overtaken().contains(move.id())
                                        && move.site().equals(site.name())
                                        && (move.kind() == MoveKind.FAIL_BACK)
                                                == (move.phase() == MovePhase.MOVING));
    }
}
