package dev.homeport.simulation.lease;

import java.util.List;

/**
 * A broken invariant.
 *
 * @param invariant its number in the architecture document, such as {@code I1}
 * @param seed the seed that shows it
 * @param atNanos simulated time
 * @param what what happened
 * @param trace the last lines of the run before it
 */
public record Violation(
        String invariant, long seed, long atNanos, String what, List<String> trace) {

    /** Makes a violation. */
    public Violation {
        trace = List.copyOf(trace);
    }
}
