package dev.homeport.controlplane.record;

import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.Transfer;
import java.util.List;

/**
 * A move is taken back; the table that stands gives the shards to where they came from.
 *
 * @param id the move
 * @param back each transfer's way back, by an assignment of its own
 * @param tableVersion the table that takes it back
 * @param why in a sentence
 */
public record MoveAborting(MoveId id, List<Transfer> back, long tableVersion, String why)
        implements ControlRecord {

    /** Makes a record. */
    public MoveAborting {
        back = List.copyOf(back);
    }

    @Override
    public ControlState applyTo(ControlState state) throws BrokenRuleException {
        var move =
                state.moves()
                        .find(id)
                        .orElseThrow(() -> new BrokenRuleException("move: " + id + " is not open"));
        if (move.phase() == MovePhase.ABORTING) {
            throw new BrokenRuleException("move: " + id + " is taken back already");
        }
        if (tableVersion != state.tableVersion()) {
            throw new BrokenRuleException(
                    "move: "
                            + id
                            + " is taken back with table "
                            + tableVersion
                            + ", but table "
                            + state.tableVersion()
                            + " stands; record both together");
        }
        try {
            return state.with(state.moves().with(move.takenBack(back, tableVersion, why)));
        } catch (IllegalArgumentException e) {
            throw new BrokenRuleException("move: " + id + ": " + e.getMessage());
        }
    }
}
