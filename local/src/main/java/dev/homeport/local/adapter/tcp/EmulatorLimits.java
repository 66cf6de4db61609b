package dev.homeport.local.adapter.tcp;

import java.time.Duration;

/**
 * The bounds of a WAN emulator. What it holds in memory is at most {@code linkBufferBytes} per
 * direction of a link and one piece of {@link Pipe#LARGEST_PIECE_BYTES} per direction of a
 * connection. Immutable and thread-safe.
 *
 * @param windowBytes how much of one direction of one connection may be on its way; it caps that
 *     connection's throughput at one window per latency, as a TCP window does
 * @param linkBufferBytes how much of all connections of one direction of a link may be on its way
 * @param mostConnections how many connections may be open; more are reset at once and counted
 * @param dialBound how long a target may take to accept
 */
public record EmulatorLimits(
        int windowBytes, long linkBufferBytes, int mostConnections, Duration dialBound) {

    /** 2 MiB per connection, 32 MiB per direction of a link, 4,096 connections, 10 s to accept. */
    public static final EmulatorLimits USUAL =
            new EmulatorLimits(2 << 20, 32 << 20, 4096, Duration.ofSeconds(10));

    /**
     * Makes limits.
     *
     * @throws IllegalArgumentException if one of them is not positive
     */
    public EmulatorLimits {
        if (windowBytes < 1
                || linkBufferBytes < 1
                || mostConnections < 1
                || !isPositive(dialBound)) {
            throw new IllegalArgumentException(
                    "emulator limits: every bound must be positive, but they are window "
                            + windowBytes
                            + ", link buffer "
                            + linkBufferBytes
                            + ", connections "
                            + mostConnections
                            + ", dial "
                            + dialBound);
        }
    }

    private static boolean isPositive(Duration bound) {
        return !bound.isNegative() && !bound.isZero();
    }
}
