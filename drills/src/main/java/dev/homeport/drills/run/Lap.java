package dev.homeport.drills.run;

/**
 * A phase as it went. Times are nanoseconds of the machine's clock. Immutable.
 *
 * @param name the phase's name
 * @param fromNanos when it began
 * @param toNanos when it was over
 * @param resting whose users might be without service meanwhile
 */
public record Lap(String name, long fromNanos, long toNanos, Resting resting) {}
