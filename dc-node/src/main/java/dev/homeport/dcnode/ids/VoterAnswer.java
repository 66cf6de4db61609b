package dev.homeport.dcnode.ids;

import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.NodeName;
import java.time.Duration;
import java.util.Optional;

/**
 * What a voter of the coordinator answers.
 *
 * @param <R> what is answered when it was done
 */
public sealed interface VoterAnswer<R> {

    /**
     * It was done, or had been.
     *
     * @param result what came of it
     */
    record Answered<R>(R result) implements VoterAnswer<R> {}

    /**
     * Nothing was done.
     *
     * @param code why, in one word
     * @param detail why, in a sentence
     * @param leader the voter to ask instead, if it is known
     * @param retryAfter when to ask again; zero when asking again is useless
     */
    record NotDone<R>(ErrorCode code, String detail, Optional<NodeName> leader, Duration retryAfter)
            implements VoterAnswer<R> {}

    /**
     * It may have been done, or not: asked again, it has the same effect once.
     *
     * @param reason why, in a sentence
     */
    record Unknown<R>(String reason) implements VoterAnswer<R> {}
}
