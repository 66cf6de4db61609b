package dev.homeport.benchmarks.measurement;

import java.util.concurrent.TimeUnit;

/**
 * What one round of one system measured. Immutable and thread-safe.
 *
 * @param acknowledged how many operations were acknowledged
 * @param failed how many were not
 * @param elapsedNanos from the first operation's start to the last one's answer
 * @param p50Nanos median time from an operation's start to its acknowledgement
 * @param p99Nanos its 99th percentile
 * @param maxNanos the longest
 */
public record Round(
        long acknowledged,
        long failed,
        long elapsedNanos,
        long p50Nanos,
        long p99Nanos,
        long maxNanos) {

    /**
     * Makes a round.
     *
     * @throws IllegalArgumentException if it took no time
     */
    public Round {
        if (elapsedNanos <= 0) {
            throw new IllegalArgumentException(
                    "elapsedNanos: " + elapsedNanos + "; a round takes at least one nanosecond");
        }
    }

    /** Acknowledged operations a second. */
    public double perSecond() {
        return (double) acknowledged * TimeUnit.SECONDS.toNanos(1) / elapsedNanos;
    }
}
