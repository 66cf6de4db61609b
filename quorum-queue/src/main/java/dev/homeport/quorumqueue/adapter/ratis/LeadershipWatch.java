package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.Leadership;
import dev.homeport.quorumqueue.LeadershipListener;
import dev.homeport.quorumqueue.QuorumQueue.Registration;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps track of who leads and tells listeners, on a thread of its own. The engine's notices only
 * hasten the next look: some changes (no leader any more) come without one. Thread-safe.
 */
final class LeadershipWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeadershipWatch.class);

    private static final long LOOK_EVERY_MILLIS = 250;

    private static final class Listening {
        private final LeadershipListener listener;
        private volatile boolean ended;
        private @Nullable Leadership told;

        Listening(LeadershipListener listener) {
            this.listener = listener;
        }
    }

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("homeport-queue-leadership").factory());
    private final CopyOnWriteArrayList<Listening> listeners = new CopyOnWriteArrayList<>();
    private volatile Leadership now = new Leadership(0, OptionalInt.empty(), false);
    private volatile @Nullable Engine engine;

    void start(Engine started) {
        engine = started;
        var _ =
                thread.scheduleWithFixedDelay(
                        this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    Leadership now() {
        var started = engine;
        return started == null ? now : read(started);
    }

    private static Leadership read(Engine engine) {
        return new Leadership(engine.term(), engine.leader(), engine.leads());
    }

    /** Something may have changed: look soon. Never blocks. */
    void hasten() {
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed already", e);
        }
    }

    private void look() {
        var started = engine;
        if (started == null) {
            return;
        }
        now = read(started);
        listeners.forEach(this::tell);
    }

    private void tell(Listening listening) {
        if (listening.ended || now.equals(listening.told)) {
            return;
        }
        listening.told = now;
        try {
            listening.listener.leadershipChanged(now);
        } catch (RuntimeException e) {
            LOG.error("a listener of leadership failed", e);
        }
    }

    Registration listen(LeadershipListener listener) {
        var listening = new Listening(listener);
        listeners.add(listening);
        hasten();
        return () -> {
            listening.ended = true;
            listeners.remove(listening);
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
