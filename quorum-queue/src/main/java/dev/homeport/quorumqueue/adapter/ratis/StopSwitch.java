package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.StopListener;
import dev.homeport.quorumqueue.StopReason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a replica for good, once, loudly. Thread-safe. */
final class StopSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(StopSwitch.class);

    private final AtomicBoolean thrown = new AtomicBoolean();
    private volatile boolean stopped;
    private final StopListener listener;

    StopSwitch(StopListener listener) {
        this.listener = listener;
    }

    /** Whether the replica has stopped, or is being closed. */
    boolean isThrown() {
        return thrown.get();
    }

    /** Whether the replica has had a reason to stop, also if it was being closed by then. */
    boolean hasStopped() {
        return stopped;
    }

    /** From here on nothing that ends is a reason to stop: the replica is being closed. */
    void disarm() {
        thrown.set(true);
    }

    /** Stops the replica. Only the first reason is told, and none while it is being closed. */
    void stop(StopReason reason, String detail) {
        // Also while it is being closed: what failed then must not be in a snapshot either.
        stopped = true;
        if (thrown.compareAndSet(false, true)) {
            LOG.error("the replica stops: {}: {}", reason, detail);
            listener.stopped(reason, detail);
        }
    }
}
