package dev.homeport.process.adapter.grpc;

import java.time.Duration;

/**
 * Bounds of a connection, for the one who dials and the one who listens. Immutable.
 *
 * @param mostCalls how many calls one connection may have under way at a server
 * @param largestMessageBytes the largest message taken
 * @param quiet how long a connection may be silent before it is probed, and then how long the
 *     answer may take before it counts as dead
 * @param connect how long a connection may take to be made
 */
public record ConnectionLimits(
        int mostCalls, int largestMessageBytes, Duration quiet, Duration connect) {

    /** For short questions and answers between sites a quarter of a second apart. */
    public static final ConnectionLimits SHORT_MESSAGES =
            new ConnectionLimits(256, 64 << 10, Duration.ofSeconds(5), Duration.ofSeconds(1));
}
