package dev.homeport.benchmarks.measurement;

import java.util.concurrent.CompletionStage;

/** What a round does again and again. */
@FunctionalInterface
public interface Operation {

    /**
     * Starts it once more, without waiting for its answer.
     *
     * @param number counts the starts of a round, from 0
     * @return whether it was acknowledged; one that completes exceptionally was not
     */
    CompletionStage<Boolean> start(long number);
}
