package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.home.agent.Holder;
import dev.homeport.dcnode.home.opening.HomeStep;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.RoutingTable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells the holder of the lease what happens in the log and with the table, and, while this node
 * leads the log, appends the closings and openings that the table demands. What it decides, {@link
 * dev.homeport.dcnode.home.opening.HomeDecider} decides; this is the thread around it.
 *
 * <p>{@link #start} once, {@link #close} once; {@link #wake} by any thread.
 */
public final class HomeKeeper implements AutoCloseable {

    /** What is urgent wakes the keeper; of the rest, it hears soon enough like this. */
    private static final long LOOK_EVERY_MILLIS = 100;

    private static final long AFTER_REFUSAL_MILLIS = 250;
    private static final Duration STOP_BOUND = Duration.ofSeconds(5);

    private final QuorumQueue queue;
    private final KeeperPass pass;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private final Thread thread;

    /**
     * Makes a keeper.
     *
     * @param queue this node's part of the log
     * @param homes the openings and closings in it
     * @param tables the newest table
     * @param holder the holder of the lease
     * @param appends appends by this node, if it leads
     * @param appliedPosition up to which position of the log the site's view has applied it
     * @param neighbours the other sites
     * @param notice how long homes that leave stay open; used by the keeper's thread
     * @param journal where what it decides is recorded
     * @param warn told what an operator should know
     */
    public HomeKeeper(
            QuorumQueue queue,
            Supplier<LogHomes> homes,
            Supplier<RoutingTable> tables,
            Holder holder,
            ControlAppends appends,
            LongSupplier appliedPosition,
            Neighbours neighbours,
            Notice notice,
            Consumer<HomeStep> journal,
            Consumer<String> warn) {
        this.queue = queue;
        this.pass =
                new KeeperPass(
                        queue,
                        homes,
                        tables,
                        holder,
                        appends,
                        appliedPosition,
                        neighbours,
                        notice,
                        journal,
                        warn,
                        this::wake);
        this.thread = Thread.ofPlatform().name("home-keeper").unstarted(this::run);
    }

    /** Sets the keeper going. */
    public void start() {
        thread.start();
    }

    /**
     * Has the keeper look at once: there is a newer table, an opening or closing in the log, or the
     * view has applied one. Never blocks.
     */
    public void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    private void run() {
        var pauseMillis = LOOK_EVERY_MILLIS;
        try (var _ = queue.onLeadership(_ -> wake())) {
            while (!stopping) {
                var _ = wake.tryAcquire(pauseMillis, TimeUnit.MILLISECONDS);
                wake.drainPermits();
                pauseMillis = pass.run() ? LOOK_EVERY_MILLIS : AFTER_REFUSAL_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends within some seconds. */
    @Override
    public void close() {
        stopping = true;
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
