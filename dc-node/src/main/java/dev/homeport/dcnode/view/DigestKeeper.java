package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.Control.ShardsDigested;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.dcnode.storage.StorageException;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After each move of homes: compares the rows of the shards that have moved with their sums, beside
 * the view and a few at a time, and has the log say what this site's view held of those that it has
 * opened, for other sites to compare.
 *
 * <p>{@link #start} once, {@link #close} once; {@link #wake} and {@link #differing} by any thread.
 */
public final class DigestKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DigestKeeper.class);

    private static final long LOOK_EVERY_MILLIS = 5_000;

    /** Rows are read beside what clients ask for, who may all come at once after a move. */
    private static final long PACE_MILLIS = 20;

    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(5);
    private static final Duration STOP_BOUND = Duration.ofSeconds(10);

    private final DigestStore store;
    private final ControlAppends appends;
    private final Runnable flagged;
    private final Semaphore wake = new Semaphore(0);
    private final Map<Epoch, SortedMap<ShardId, Long>> stated = new HashMap<>();
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile int differing;

    /**
     * Makes a keeper.
     *
     * @param store where the view is kept
     * @param appends appends what is stated
     * @param flagged run when shards were flagged
     */
    public DigestKeeper(DigestStore store, ControlAppends appends, Runnable flagged) {
        this.store = store;
        this.appends = appends;
        this.flagged = flagged;
        this.thread = Thread.ofPlatform().name("view-digests").unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** The view has applied an opening or a statement, or shows shards again. Never blocks. */
    public void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /** How many shards were built again and yet differ from what the site said that opened them. */
    public int differing() {
        return differing;
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                var _ = wake.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                wake.drainPermits();
                look();
            } catch (InterruptedException e) {
                return;
            } catch (StorageException e) {
                // The view tells of it, and has this thread woken when it goes on.
                LOG.debug("The view's sums cannot be compared now", e);
            } catch (RuntimeException e) {
                LOG.error("The view's sums could not be compared", e);
            }
        }
    }

    private void look() throws InterruptedException {
        while (stopping.getCount() > 0) {
            var checked = store.check();
            if (checked.shards().isEmpty()) {
                break;
            }
            if (!checked.wrong().isEmpty()) {
                LOG.error(
                        "ALARM: rows of shards {} are not what the view applied; they are built"
                                + " again from the log",
                        checked.wrong());
                flagged.run();
            }
            var _ = stopping.await(PACE_MILLIS, TimeUnit.MILLISECONDS);
        }
        var toState = store.toState();
        stated.keySet().retainAll(toState.keySet());
        for (var due : toState.entrySet()) {
            state(due.getKey(), due.getValue());
        }
        var now = store.differing();
        if (now > 0 && now != differing) {
            LOG.error(
                    "ALARM: {} shards differ from what the site's view held that opened them, also"
                            + " after they were built again from the log",
                    now);
        }
        differing = now;
    }

    /** The view will see it in the log; until then the same is not said again. */
    private void state(Epoch epoch, SortedMap<ShardId, Long> digests) throws InterruptedException {
        if (stopping.getCount() == 0 || digests.equals(stated.get(epoch))) {
            return;
        }
        try {
            var reply =
                    appends.append(new ShardsDigested(epoch, digests), APPEND_DEADLINE)
                            .toCompletableFuture()
                            .get(2 * APPEND_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (reply instanceof LogReply.Taken || reply instanceof LogReply.Repeated) {
                stated.put(epoch, digests);
            } else {
                LOG.warn("What the view held at epoch {} is not in the log yet: {}", epoch, reply);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("What the view held at epoch {} is not in the log yet", epoch, e);
        }
    }

    /** Ends within some seconds. */
    @Override
    public void close() {
        stopping.countDown();
        wake.release();
        try {
            if (thread.isAlive() && !thread.join(STOP_BOUND)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
