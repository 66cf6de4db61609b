package dev.homeport.controlplane.record;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MovePhase;
import java.util.TreeMap;

/**
 * A move has begun; the table that stands gives the shards to their new homes.
 *
 * @param move the move
 */
public record MoveBegun(Move move) implements ControlRecord {

    @Override
    public ControlState applyTo(ControlState state) throws BrokenRuleException {
        var moves = state.moves();
        if (moves.find(move.id()).isPresent() || moves.findEnded(move.id()).isPresent()) {
            throw new BrokenRuleException("move: " + move.id() + " has begun already");
        }
        if (move.phase() != MovePhase.MOVING || move.tableVersion() != state.tableVersion()) {
            throw new BrokenRuleException(
                    "move: "
                            + move.id()
                            + " begins with table "
                            + move.tableVersion()
                            + ", but table "
                            + state.tableVersion()
                            + " stands; record both together");
        }
        var begun = state.with(moves.with(move));
        if (move.kind() != MoveKind.TAKEOVER) {
            return begun;
        }
        // What was proposed is done.
        var proposals = new TreeMap<>(state.proposals());
        proposals.remove(move.site());
        return begun.with(proposals);
    }
}
