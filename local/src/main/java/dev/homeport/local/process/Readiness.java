package dev.homeport.local.process;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/** How to tell that a process is ready, and how long that may take. Immutable and thread-safe. */
public sealed interface Readiness {

    /** Returns how long the process may take from its start. */
    Duration deadline();

    /**
     * It answers 200 to a GET.
     *
     * @param uri what to ask, usually {@code /health/ready}
     * @param deadline how long it may take
     */
    record Answers(URI uri, Duration deadline) implements Readiness {}

    /**
     * It accepts a TCP connection.
     *
     * @param address where
     * @param deadline how long it may take
     */
    record Accepts(InetSocketAddress address, Duration deadline) implements Readiness {}

    /**
     * A probe of its own says so.
     *
     * @param probe the probe
     * @param deadline how long it may take
     */
    record Passes(Probe probe, Duration deadline) implements Readiness {}

    /** A check of one process, bounded in time by itself. Thread-safe. */
    @FunctionalInterface
    interface Probe {

        /**
         * Checks once.
         *
         * @throws NotReadyException if the process is not ready, with the reason
         */
        void check() throws NotReadyException, InterruptedException;
    }
}
