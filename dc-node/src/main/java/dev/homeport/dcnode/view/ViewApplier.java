package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.logic.append.Homes;
import dev.homeport.dcnode.storage.StorageException;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.ShardSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the log into the view, batch by batch, for as long as it runs. When the store cannot be
 * reached it waits, longer each time up to a bound and never in step with others, and goes on from
 * where the store says it stands; the log and its acknowledgements do not wait for it.
 *
 * <p>{@link #start} once, {@link #close} once; {@link #status} from any thread.
 */
public final class ViewApplier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewApplier.class);

    /** Small enough that a batch stays far below the database's time limits. */
    private static final ReadLimit BATCH = new ReadLimit(500, 1024 * 1024);

    /**
     * A transaction is begun at most so often: it costs the same for one entry as for fifty. What
     * comes after a silence is applied at once.
     */
    private static final long PACE_MILLIS = 25;

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration STOP_BOUND = Duration.ofSeconds(10);
    private static final long SWEEP_MILLIS = 2_000;
    private static final int SWEEP_LIMIT = 1_000;

    /** More than ever wait in health; about 10 MiB. */
    private static final int WHOLE_SWEEP_LIMIT = 100_000;

    private static final Backoff BACKOFF = Backoff.ofMillis(100, 3_000);

    private final QuorumQueue queue;
    private final EntryFormat format;
    private final ViewStore store;
    private final Mending mending;
    private final Homes homes;
    private final ViewListener listener;
    private final InstantSource wallClock;
    private final RandomGenerator random;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile long position;
    private volatile long levelAtMillis;
    private volatile Optional<String> trouble = Optional.of("the view is not opened yet");
    private boolean prepared;
    private long sweptAtMillis;

    /** The shards of which everything older was told: what is sent to them is told as it comes. */
    private ShardSet told = ShardSet.none();

    private int failures;

    /**
     * Makes an applier.
     *
     * @param queue this node's part of the log
     * @param format how bytes become entries
     * @param store where the view is kept
     * @param reseed builds shards of it again
     * @param homes which shards' undelivered messages are this site's to deliver
     * @param listener hears what was taken in
     * @param wallClock for ages in the status and the pace of sweeps
     * @param random for the jitter of waits
     * @param threads makes the applier's thread, which blocks
     */
    public ViewApplier(
            QuorumQueue queue,
            EntryFormat format,
            ViewStore store,
            Reseed reseed,
            Homes homes,
            ViewListener listener,
            InstantSource wallClock,
            RandomGenerator random,
            ThreadFactory threads) {
        this.queue = queue;
        this.format = format;
        this.store = store;
        this.mending = new Mending(reseed, listener);
        this.homes = homes;
        this.listener = listener;
        this.wallClock = wallClock;
        this.random = random;
        this.levelAtMillis = wallClock.millis();
        this.thread = threads.newThread(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /**
     * Has somebody told when sums are to be compared: homes have changed, a site has said what it
     * held, or shards are shown again. To be called before {@link #start}.
     *
     * @param changed must not block
     * @param found how many shards differ, for the status
     */
    public void onDigests(Runnable changed, IntSupplier found) {
        mending.onDigests(changed, found);
    }

    /** How the view stands to its log. */
    public ViewStatus status() {
        var lag = Math.max(0, queue.lastPosition() - position);
        var now = trouble;
        var age = lag == 0 && now.isEmpty() ? 0 : wallClock.millis() - levelAtMillis;
        return new ViewStatus(
                position, lag, Math.max(0, age), now, mending.reseeding(), mending.differing());
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                step();
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (StorageException | QueueException | ExecutionException e) {
                if (stopping.getCount() > 0 && !waitOut(e)) {
                    return;
                }
            } catch (UnreadableEntryException | RuntimeException e) {
                LOG.error("The view applier met what it cannot apply and tries again", e);
                if (!waitOut(e)) {
                    return;
                }
            }
        }
    }

    private void step() throws InterruptedException, ExecutionException, UnreadableEntryException {
        if (!prepared) {
            store.prepare();
            position = store.position();
            prepared = true;
            lookAnew();
            LOG.info("The view stands at position {} of the log", position);
        }
        sweep();
        var mended = mending.step(position);
        if (!mended.rebuilt().isEmpty()) {
            listener.olderMayWait();
            sweepWhole();
        }
        var entries = queue.read(position + 1, BATCH);
        if (entries.isEmpty()) {
            levelAtMillis = wallClock.millis();
            trouble = Optional.empty();
            if (mended.goesOn()) {
                return;
            }
            queue.awaitBeyond(position, IDLE).toCompletableFuture().get();
            return;
        }
        var batch = ViewBatch.of(position, entries, format);
        switch (store.apply(batch)) {
            case ViewStore.Result.Applied applied -> {
                position = batch.upTo();
                trouble = Optional.empty();
                tell(applied);
                mending.applied(batch, applied);
                var _ = stopping.await(PACE_MILLIS, TimeUnit.MILLISECONDS);
            }
            // Another node of the site applies, or the answer to a commit was lost.
            case ViewStore.Result.StandsElsewhere(var elsewhere) -> {
                position = elsewhere;
                lookAnew();
            }
        }
    }

    /** What was applied in front of the position may never have been told. */
    private void lookAnew() {
        told = ShardSet.none();
        sweptAtMillis = 0;
        listener.olderMayWait();
        mending.lookAnew();
    }

    private void tell(ViewStore.Result.Applied applied) {
        if (!applied.arrivals().isEmpty()) {
            listener.arrived(applied.arrivals());
        }
        var undelivered =
                applied.undelivered().stream()
                        .filter(message -> told.contains(message.recipient().shard()))
                        .toList();
        if (!undelivered.isEmpty()) {
            listener.undelivered(undelivered);
        }
        if (applied.homesChanged()) {
            listener.homesChanged();
            sweepWhole();
        }
    }

    /** What was not taken on at once is offered again. */
    private void sweep() {
        if (wallClock.millis() - sweptAtMillis < SWEEP_MILLIS) {
            return;
        }
        var here = homes.openHere();
        if (!told.containsAll(here)) {
            sweepWhole();
            return;
        }
        offerAgain(here, SWEEP_LIMIT);
    }

    /**
     * Everything that waits in the shards that are at home here now is offered, before anything
     * that is sent later: a shard that has just come here may have older messages, which must not
     * be overtaken.
     */
    private void sweepWhole() {
        var here = homes.openHere();
        var isWhole = offerAgain(here, WHOLE_SWEEP_LIMIT) < WHOLE_SWEEP_LIMIT;
        told = isWhole ? here : told.intersection(here);
    }

    private int offerAgain(ShardSet here, int limit) {
        sweptAtMillis = wallClock.millis();
        var messages = store.undelivered(here, limit);
        if (!messages.isEmpty()) {
            listener.stillUndelivered(messages);
        }
        return messages.size();
    }

    /** Waits before the next attempt; false when the applier is to end. */
    private boolean waitOut(Exception e) {
        prepared = false;
        trouble = Optional.of(String.valueOf(e.getMessage()));
        if (failures++ == 0) {
            LOG.warn("The view cannot go on and tries again: {}", e.getMessage());
        }
        try {
            return !stopping.await(BACKOFF.delay(failures, random).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends within some seconds; a batch under way is finished or undone. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            if (thread.isAlive() && !thread.join(STOP_BOUND)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
