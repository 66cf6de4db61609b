package dev.homeport.vocabulary;

/**
 * What both clocks of a machine showed at one moment. Pure state machines take it as an argument
 * and never read a clock. Immutable and thread-safe.
 *
 * @param monotonicNanos the monotonic clock, from an arbitrary origin that changes with every boot
 * @param wallMillis the wall clock, in milliseconds since 1970-01-01 UTC; it may jump
 */
public record ClockReading(long monotonicNanos, long wallMillis) {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * How far the two clocks have run apart since an earlier reading: large when the machine was
     * suspended (its monotonic clock stood still) or its wall clock was set.
     *
     * @return the absolute difference in nanoseconds
     */
    public long divergenceNanos(ClockReading earlier) {
        var wall = (wallMillis - earlier.wallMillis) * NANOS_PER_MILLI;
        return Math.abs(wall - (monotonicNanos - earlier.monotonicNanos));
    }
}
