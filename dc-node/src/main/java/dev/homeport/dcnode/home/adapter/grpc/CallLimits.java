package dev.homeport.dcnode.home.adapter.grpc;

import dev.homeport.process.adapter.grpc.ConnectionLimits;
import java.time.Duration;

/**
 * Bounds of calls. Immutable.
 *
 * @param call how long a call may take
 * @param mostInFlight how many calls to one peer may be under way; further ones are not made
 * @param backOffLeast the shortest wait before a peer that cannot be reached is dialled again
 * @param backOffMost the longest such wait
 * @param connection bounds of the connection that carries them
 */
public record CallLimits(
        Duration call,
        int mostInFlight,
        Duration backOffLeast,
        Duration backOffMost,
        ConnectionLimits connection) {

    /** Fit for sites a quarter of a second apart. */
    public static final CallLimits USUAL =
            new CallLimits(
                    Duration.ofSeconds(2),
                    16,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(2),
                    new ConnectionLimits(
                            64, 2 << 20, Duration.ofSeconds(5), Duration.ofSeconds(1)));

    /**
     * Between the nodes of a site: more calls, and room for a mirror batch and what is around it.
     */
    public static final CallLimits BETWEEN_NODES =
            new CallLimits(
                    USUAL.call(),
                    1_024,
                    USUAL.backOffLeast(),
                    USUAL.backOffMost(),
                    new ConnectionLimits(
                            1_024, 8 << 20, Duration.ofSeconds(5), Duration.ofSeconds(1)));
}
