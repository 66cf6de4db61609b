package dev.homeport.client.control;

import java.util.Optional;

/**
 * What became of the wish to begin or to end a move. Immutable.
 *
 * @param plan what is done; nothing when there was nothing to do
 * @param receipt what a takeover would leave behind, or leaves behind; nothing of other moves
 * @param move the move, if there is one
 * @param already whether things were as wished before
 * @param detail more on that, in a sentence, if there is more
 */
public record MoveAnswer(
        Optional<MovePlan> plan,
        Optional<Receipt> receipt,
        Optional<MoveLook> move,
        boolean already,
        Optional<String> detail) {

    /** The same, with the move as it was seen later. */
    public MoveAnswer seen(MoveLook later) {
        return new MoveAnswer(plan, receipt, Optional.of(later), already, detail);
    }
}
