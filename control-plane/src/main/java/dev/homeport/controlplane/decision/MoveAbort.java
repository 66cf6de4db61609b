package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.EndedMove;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.MoveAborting;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes moves back: whatever was opened by then, every shard gets one assignment more, to where it
 * came from. Stateless.
 */
public final class MoveAbort {

    private MoveAbort() {}

    /**
     * Decides to take a move back.
     *
     * @param state what stands
     * @param id the move
     * @param why in a sentence
     */
    public static Ruling decide(ControlState state, MoveId id, String why) {
        return decide(state, id, why, FleetReport.NOTHING);
    }

    /**
     * Decides to take a move back. A takeover is not, once its shards are seen open: they have gone
     * on without what the lost site alone had acknowledged, and would come back to it.
     *
     * @param state what stands
     * @param id the move
     * @param why in a sentence
     * @param report what sites report; needed for takeovers only
     */
    public static Ruling decide(ControlState state, MoveId id, String why, FleetReport report) {
        var open = state.moves().find(id);
        if (open.isPresent()) {
            var gone = open.flatMap(move -> openedElsewhere(move, report));
            if (gone.isPresent()) {
                return gone.get();
            }
        }
        if (open.isPresent()) {
            return open.get().phase() == MovePhase.ABORTING
                    ? new Ruling.Standing()
                    : takeBack(state, open.get(), why);
        }
        return state.moves()
                .findEnded(id)
                .map(MoveAbort::afterTheEnd)
                .orElseGet(() ->
                        new Ruling.Refused(
                                ErrorCode.NOT_FOUND,
                                "move: "
                                        + id
                                        + " is neither open nor among those that ended last; look"
                                        + " at /v1/moves"));
    }

    private static Optional<Ruling> openedElsewhere(Move move, FleetReport report) {
        if (move.kind() != MoveKind.TAKEOVER || move.phase() != MovePhase.MOVING) {
            return Optional.empty();
        }
        return move.transfers().stream()
                .filter(t -> report.openAt(t.to(), t.epoch()).intersects(t.shards()))
                .findFirst()
                .map(t ->
                        new Ruling.Refused(
                                ErrorCode.CONFLICT,
                                "move: shards of "
                                        + move.id()
                                        + " are open at "
                                        + t.to()
                                        + " already, without what "
                                        + move.site()
                                        + " alone had acknowledged; leave them there"));
    }

    private static Ruling afterTheEnd(EndedMove ended) {
        return ended.outcome() == MoveOutcome.ABORTED
                ? new Ruling.Standing()
                : new Ruling.Refused(
                        ErrorCode.CONFLICT,
                        "move: "
                                + ended.move().id()
                                + " has ended; "
                                + switch (ended.move().kind()) {
                                    case EVACUATION -> "fail " + ended.move().site() + " back";
                                    case FAIL_BACK -> "evacuate " + ended.move().site();
                                    case TAKEOVER -> "evacuate its shards' new homes";
                                }
                                + " instead");
    }

    private static Ruling takeBack(ControlState state, Move move, String why) {
        var table = state.table().orElseThrow();
        var byHome = new TreeMap<SiteId, ShardSet>();
        for (var transfer : move.transfers()) {
            byHome.merge(transfer.from(), transfer.shards(), ShardSet::union);
        }
        var back = new ArrayList<Transfer>();
        for (var home : byHome.entrySet()) {
            for (var allotment : table.allotments()) {
                if (allotment.shards().intersects(home.getValue())
                        && allotment.chain().links().size() >= Chain.LONGEST) {
                    return new Ruling.Refused(
                            ErrorCode.CONFLICT,
                            "move: shards "
                                    + allotment.shards().intersection(home.getValue())
                                    + " have changed homes "
                                    + Chain.LONGEST
                                    + " times without one that opened them; wait until "
                                    + allotment.home()
                                    + " has");
                }
            }
            back.addAll(Transfers.of(table, home.getValue(), home.getKey()));
            table = table.withAssignment(home.getValue(), home.getKey(), Set.of());
        }
        return new Ruling.Granted(
                List.of(
                        new TableCommitted(table),
                        new MoveAborting(move.id(), back, table.version(), why)),
                "move " + move.id() + " is taken back: " + why);
    }
}
