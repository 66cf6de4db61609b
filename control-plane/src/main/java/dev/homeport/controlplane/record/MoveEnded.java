package dev.homeport.controlplane.record;

import dev.homeport.controlplane.move.EndedMove;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;

/**
 * A move has ended.
 *
 * @param id the move
 * @param outcome how
 * @param why in a sentence
 * @param atMillis when, by the decider's wall clock, in milliseconds since 1970 UTC; for people
 */
public record MoveEnded(MoveId id, MoveOutcome outcome, String why, long atMillis)
        implements ControlRecord {

    @Override
    public ControlState applyTo(ControlState state) throws BrokenRuleException {
        var move =
                state.moves()
                        .find(id)
                        .orElseThrow(() -> new BrokenRuleException("move: " + id + " is not open"));
        var expected = move.phase() == MovePhase.MOVING ? MoveOutcome.DONE : MoveOutcome.ABORTED;
        if (outcome != expected && outcome != MoveOutcome.OVERTAKEN) {
            throw new BrokenRuleException(
                    "move: "
                            + id
                            + " is "
                            + move.phase().label()
                            + " and cannot end as "
                            + outcome.label());
        }
        return state.with(state.moves().with(new EndedMove(move, outcome, why, atMillis)));
    }
}
