package dev.homeport.coordinator;

import java.util.List;

/**
 * What a decider answers: the facts to be recorded and the reply to be given once they are. Making
 * one changes nothing. Immutable and thread-safe if its parts are.
 *
 * @param records what replay changes the state with, in this order; empty when nothing changes
 * @param reply what the caller is told after the records have been replayed
 * @param <R> the kind of record
 * @param <A> the kind of reply
 */
public record Decision<R, A>(List<R> records, A reply) {

    /** Makes a decision. */
    public Decision {
        records = List.copyOf(records);
    }

    /** A decision that changes nothing. */
    public static <R, A> Decision<R, A> reply(A reply) {
        return new Decision<>(List.of(), reply);
    }
}
