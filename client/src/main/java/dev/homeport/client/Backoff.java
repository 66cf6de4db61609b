package dev.homeport.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before asking again: twice as long after each failure up to a bound, and a
 * random part of it, so that clients that failed together do not come back together. Immutable and
 * thread-safe.
 *
 * @param first the longest wait after the first failure
 * @param longest the longest wait of all
 */
public record Backoff(Duration first, Duration longest) {

    /** What suits clients of a site: 100 ms to 5 s. */
    public static final Backoff USUAL = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private static final int MOST_DOUBLINGS = 16;

    /**
     * Makes a back-off.
     *
     * @throws IllegalArgumentException if the first wait is not positive or longer than the longest
     */
    public Backoff {
        if (!first.isPositive() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "backoff: "
                            + first
                            + " to "
                            + longest
                            + " is no range; use 0 < first <= longest");
        }
    }

    /**
     * How long to wait: at least half of the bound that stands after so many failures.
     *
     * @param failures how many there were in a row, from 1
     */
    public Duration delay(int failures, RandomGenerator chance) {
        var doublings = Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1));
        var bound = Math.min(longest.toNanos(), first.toNanos() << doublings);
        return Duration.ofNanos(bound / 2 + chance.nextLong(bound / 2 + 1));
    }

    /** As {@link #delay(int, RandomGenerator)}, but not before a server said to come back. */
    public Duration delay(int failures, Duration notBefore, RandomGenerator chance) {
        return notBefore.plus(delay(failures, chance));
    }
}
