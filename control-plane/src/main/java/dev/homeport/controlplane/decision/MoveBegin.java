package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.EndedMove;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.record.ControlRecord;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.MoveBegun;
import dev.homeport.controlplane.record.NativeHomesSet;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.record.TopologySet;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.vocabulary.ErrorCode;
import java.util.ArrayList;

/** Begins moves: a plan, and the records that carry it out. Stateless. */
public final class MoveBegin {

    private MoveBegin() {}

    /**
     * Decides on a wish. One that was granted before under the same id stands already, whatever has
     * become of the move.
     *
     * @param state what stands
     * @param wish what is wanted
     * @param id the move that it asks for
     * @param report what sites report
     * @param nowMillis the wall clock, in milliseconds since 1970 UTC, for people
     */
    public static Ruling decide(
            ControlState state, MoveWish wish, MoveId id, FleetReport report, long nowMillis) {
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
        return switch (MovePlanner.plan(state, wish, report)) {
            case Planned.Refused(var code, var reason) -> new Ruling.Refused(code, reason);
            case Planned.Already _ -> new Ruling.Standing();
            case Planned.Possible(var plan) -> granted(state, wish, id, plan, nowMillis);
        };
    }

    private static boolean isOf(MoveWish wish, Move move) {
        return move.kind() == wish.kind() && move.site().equals(wish.site());
    }

    private static Ruling granted(
            ControlState state, MoveWish wish, MoveId id, Plan plan, long nowMillis) {
        var records = new ArrayList<ControlRecord>();
        if (state.natives().isEmpty()) {
            records.add(new NativeHomesSet(state.nativesOrToday()));
        }
        var topology = state.topology().orElseThrow();
        switch (wish.kind()) {
            case EVACUATION -> {
                var site = topology.site(wish.site()).orElseThrow();
                var to = plan.transfers().getFirst().to();
                records.add(new TopologySet(topology.with(site.evacuatedTo(to))));
            }
            case FAIL_BACK, TAKEOVER -> {
                // Newcomers go to the stand-in until the site has shards to register them in.
            }
        }
        records.add(new TableCommitted(plan.next()));
        records.add(
                new MoveBegun(
                        new Move(
                                id,
                                wish.kind(),
                                wish.site(),
                                plan.transfers(),
                                plan.toVersion(),
                                MovePhase.MOVING,
                                wish.by(),
                                wish.reason(),
                                nowMillis)));
        return new Ruling.Granted(
                records, wish.kind().label() + " of " + wish.site() + ": " + wish.reason());
    }
}
