package dev.homeport.dcnode.home.adapter.grpc;

import java.time.Duration;

/**
 * Bounds of calls. Immutable.
 *
 * @param call how long a call may take
 * @param mostInFlight how many calls to one peer may be under way; further ones are not made
 * @param mostStreams how many calls one connection may have under way at a server
 * @param largestMessageBytes the largest message taken
 * @param backOffLeast the shortest wait before a peer that cannot be reached is dialled again
 * @param backOffMost the longest such wait
 * @param quiet how long a connection may be silent before it is probed, and then how long the
 *     answer may take before it counts as dead
 */
public record CallLimits(
        Duration call,
        int mostInFlight,
        int mostStreams,
        int largestMessageBytes,
        Duration backOffLeast,
        Duration backOffMost,
        Duration quiet) {

    /** Fit for sites a quarter of a second apart. */
    public static final CallLimits USUAL =
            new CallLimits(
                    Duration.ofSeconds(2),
                    16,
                    64,
                    2 << 20,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5));

    /**
     * Between the nodes of a site: more calls, and room for a mirror batch and what is around it.
     */
    public static final CallLimits BETWEEN_NODES =
            new CallLimits(
                    USUAL.call(),
                    1_024,
                    1_024,
                    8 << 20,
                    USUAL.backOffLeast(),
                    USUAL.backOffMost(),
                    USUAL.quiet());
}
