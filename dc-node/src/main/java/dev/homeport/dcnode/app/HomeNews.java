package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.agent.MachineClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells the parts of a node that homes have changed, by a newer table or in the log, and for how
 * long a lease that is missing is worth asking for soon. Thread-safe.
 */
final class HomeNews {

    /** A lease follows the opening of its homes after a round trip to a majority of witnesses. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final Duration RETRY_WHILE_FRESH = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final MachineClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long freshUntilNanos;

    HomeNews(MachineClock clock) {
        this.clock = clock;
        this.freshUntilNanos = clock.read().monotonicNanos();
    }

    /** From now on somebody is told; must neither block nor throw. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Homes have changed. */
    void changed() {
        freshUntilNanos = clock.read().monotonicNanos() + FRESH.toNanos();
        listeners.forEach(Runnable::run);
    }

    /** When to ask again after no lease was held. */
    Duration leaseRetry() {
        return clock.read().monotonicNanos() - freshUntilNanos < 0 ? RETRY_WHILE_FRESH : RETRY;
    }
}
