package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.record.ControlRecord;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.MoveEnded;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.record.TopologySet;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.vocabulary.ErrorCode;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Ends moves: once every shard is seen open where it was to go, the table's chains are cut to that
 * opening. Any leader that sees the same reports decides the same, so there is nothing to resume
 * after one dies. Stateless.
 */
public final class MoveStep {

    private MoveStep() {}

    /**
     * Decides whether a move ends.
     *
     * @param state what stands
     * @param id the move; one that is not open has nothing to decide
     * @param report what sites report
     * @param nowMillis the wall clock, in milliseconds since 1970 UTC, for people
     */
    public static Ruling decide(ControlState state, MoveId id, FleetReport report, long nowMillis) {
        var move = state.moves().find(id);
        if (move.isEmpty() || !isOpened(move.get(), report)) {
            return new Ruling.Standing();
        }
        return end(state, move.get(), nowMillis);
    }

    private static boolean isOpened(Move move, FleetReport report) {
        return move.transfers().stream()
                .allMatch(t -> report.openAt(t.to(), t.epoch()).containsAll(t.shards()));
    }

    private static Ruling end(ControlState state, Move move, long nowMillis) {
        var table = state.table().orElseThrow();
        for (var transfer : move.transfers()) {
            // Confirming cuts a chain to its current link, so that must be the one that was seen.
            var gone =
                    table.allotments().stream()
                            .anyMatch(a ->
                                    a.shards().intersects(transfer.shards())
                                            && !a.epoch().equals(transfer.epoch()));
            if (gone) {
                return new Ruling.Refused(
                        ErrorCode.CONFLICT,
                        "move: shards of " + move.id() + " have gone on to another epoch");
            }
        }
        var outcome = move.phase() == MovePhase.MOVING ? MoveOutcome.DONE : MoveOutcome.ABORTED;
        var records = new ArrayList<ControlRecord>();
        records.add(new TableCommitted(table.withConfirmedOpening(move.shards())));
        inService(state, move, outcome).ifPresent(records::add);
        records.add(
                new MoveEnded(
                        move.id(),
                        outcome,
                        outcome == MoveOutcome.DONE
                                ? "all shards are open at their new homes"
                                : "all shards are open again where they came from",
                        nowMillis));
        return new Ruling.Granted(
                records,
                "the "
                        + move.kind().label()
                        + " of "
                        + move.site()
                        + ", "
                        + move.id()
                        + ", is "
                        + outcome.label());
    }

    /** A site that has its shards again takes newcomers again. */
    private static Optional<TopologySet> inService(
            ControlState state, Move move, MoveOutcome outcome) {
        var isBack = (move.kind() == MoveKind.FAIL_BACK) == (outcome == MoveOutcome.DONE);
        var topology = state.topology().orElseThrow();
        return topology.site(move.site())
                .filter(site -> isBack && site.state().isEmptied())
                .map(site -> new TopologySet(topology.with(site.as(SiteState.IN_SERVICE))));
    }
}
