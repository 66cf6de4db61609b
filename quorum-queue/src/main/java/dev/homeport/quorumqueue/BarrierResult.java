package dev.homeport.quorumqueue;

/** What a read barrier found. */
public sealed interface BarrierResult permits BarrierResult.Passed, Setback {

    /**
     * This node led the log at some moment after the barrier was asked for, and has applied
     * everything that was acknowledged before that moment.
     *
     * @param position up to where this node has applied
     * @param term the term in which it led
     */
    record Passed(long position, long term) implements BarrierResult {}
}
