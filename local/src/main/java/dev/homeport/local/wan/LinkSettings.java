package dev.homeport.local.wan;

/**
 * What one direction of a link is like when it is open. Immutable and thread-safe.
 *
 * @param latencyNanos time from one end to the other; half a round trip when both directions are
 *     alike
 * @param jitterNanos most that is added to the latency of a piece of data, chosen evenly at random;
 *     bytes of one connection never overtake each other
 * @param bytesPerSecond bandwidth shared by all connections, or {@link #UNLIMITED}
 */
public record LinkSettings(long latencyNanos, long jitterNanos, long bytesPerSecond) {

    /** A bandwidth without limit. */
    public static final long UNLIMITED = 0;

    /** A link that adds nothing. */
    public static final LinkSettings IMMEDIATE = new LinkSettings(0, 0, UNLIMITED);

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final long SLOWEST = 1_000;

    /**
     * Makes settings.
     *
     * @throws IllegalArgumentException if a time is negative or above 60 s, or the bandwidth is
     *     neither {@link #UNLIMITED} nor at least 1,000 bytes per second
     */
    public LinkSettings {
        checkTime("latency", latencyNanos);
        checkTime("jitter", jitterNanos);
        if (bytesPerSecond != UNLIMITED && bytesPerSecond < SLOWEST) {
            throw new IllegalArgumentException(
                    "bandwidth: "
                            + bytesPerSecond
                            + " bytes per second is too little; use at least "
                            + SLOWEST
                            + ", or 0 for no limit");
        }
    }

    private static void checkTime(String field, long nanos) {
        if (nanos < 0 || nanos > LONGEST_NANOS) {
            throw new IllegalArgumentException(
                    field + ": " + nanos + " ns is out of range; use a time from 0 to 60 s");
        }
    }

    /** Returns settings of a link whose round trip takes that many milliseconds, half each way. */
    public static LinkSettings ofRoundTripMillis(long millis) {
        return new LinkSettings(millis * 500_000, 0, UNLIMITED);
    }
}
