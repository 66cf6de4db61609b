package dev.homeport.dcnode.home.lease;

import dev.homeport.vocabulary.ClockReading;
import java.util.concurrent.TimeUnit;

/**
 * The times that follow from the length of a lease. All are proportional to it, because the error
 * of two clocks that run at different rates is.
 *
 * <p>A holder stops one margin before its grant would end. Half of the margin is for drift: with
 * each clock at most {@value #DRIFT_PER_MILLE} per mille off, a holder's clock that is slow against
 * a witness's clock that is fast costs 2 &times; 12 / 1012 of the length, less than 1/40. The other
 * half is for a suspension too short to be noticed: one that moves the holder's wall clock and its
 * monotonic clock apart by more voids the grant.
 */
public final class LeaseTiming {

    /** How far each machine's monotonic clock may be off, in thousandths. */
    public static final int DRIFT_PER_MILLE = 12;

    private static final int MARGIN_DIVISOR = 20;
    private static final int DIVERGENCE_DIVISOR = 40;
    private static final int RENEWALS_PER_LEASE = 3;
    private static final long LONGEST_RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The margin of the rule that failed: the same for a lease of seconds and one of minutes. */
    private static final long CONSTANT_MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private LeaseTiming() {}

    /** How long before a grant's end its holder stops counting it, in nanoseconds. */
    public static long marginNanos(long ttlNanos, LeaseRules rules) {
        return rules.hold(LeaseRule.MARGIN_IS_PROPORTIONAL)
                ? ttlNanos / MARGIN_DIVISOR
                : CONSTANT_MARGIN_NANOS;
    }

    /** How long after a grant's end a witness that lost its memory waits, in nanoseconds. */
    public static long waitNanos(long longestTtlMillis) {
        var ttlNanos = TimeUnit.MILLISECONDS.toNanos(longestTtlMillis);
        return ttlNanos + ttlNanos / MARGIN_DIVISOR;
    }

    /** How often a holder renews a lease of that length, in nanoseconds. */
    public static long renewalNanos(long ttlMillis) {
        var ttlNanos = TimeUnit.MILLISECONDS.toNanos(ttlMillis);
        return Math.min(ttlNanos / RENEWALS_PER_LEASE, LONGEST_RENEWAL_NANOS);
    }

    /** Tells whether the two clocks ran so far apart that a grant of that length is void. */
    public static boolean suspended(ClockReading sent, ClockReading now, long ttlNanos) {
        return now.divergenceNanos(sent) > ttlNanos / DIVERGENCE_DIVISOR;
    }
}
