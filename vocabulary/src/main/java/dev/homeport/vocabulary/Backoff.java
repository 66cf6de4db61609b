package dev.homeport.vocabulary;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a try is repeated: at most twice as long after each failure, up to a
 * bound, and a random part of that, so that those who failed together do not come back together.
 * Holds no count and draws nothing by itself. Immutable and thread-safe.
 *
 * @param least the longest wait after the first failure
 * @param most the longest wait of all
 */
public record Backoff(Duration least, Duration most) {

    /**
     * Makes a back-off.
     *
     * @throws IllegalArgumentException if the least is not positive or more than the most
     */
    public Backoff {
        if (!least.isPositive() || least.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "back-off: " + least + " to " + most + " is no range; use 0 < least <= most");
        }
    }

    /** As the constructor, in milliseconds. */
    public static Backoff ofMillis(long least, long most) {
        return new Backoff(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    /**
     * How long to wait now: between half and the whole of the longest wait after so many failures.
     *
     * @param failures how many there were in a row, from 1
     * @param chance for the jitter
     */
    public Duration delay(int failures, RandomGenerator chance) {
        var leastNanos = least.toNanos();
        var mostNanos = most.toNanos();
        var doublings = Math.clamp(failures - 1L, 0, Long.SIZE - 1);
        var longestNanos =
                leastNanos <= mostNanos >> doublings ? leastNanos << doublings : mostNanos;
        return Duration.ofNanos(longestNanos / 2 + chance.nextLong(longestNanos / 2 + 1));
    }

    /** As {@link #delay(int, RandomGenerator)}, but not before a server said to come back. */
    public Duration delay(int failures, Duration notBefore, RandomGenerator chance) {
        return notBefore.plus(delay(failures, chance));
    }
}
