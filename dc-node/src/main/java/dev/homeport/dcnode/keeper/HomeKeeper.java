package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.home.agent.HolderAgent;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.dcnode.home.opening.HomeFollower;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.RoutingTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the holder of the lease what happens in the log and with the table, and, while this node
 * leads the log, appends the closings and openings that the table demands. What it decides, {@link
 * HomeFollower} decides; this is the thread around it.
 *
 * <p>{@link #start} once, {@link #close} once.
 */
public final class HomeKeeper implements AutoCloseable {

    /** The log goes on much faster than anybody here has to hear of it; who leads is told. */
    private static final long LOOK_EVERY_MILLIS = 100;

    private static final long AFTER_REFUSAL_MILLIS = 250;
    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(5);
    private static final Duration STOP_BOUND = Duration.ofSeconds(5);

    private final QuorumQueue queue;
    private final Supplier<LogHomes> homes;
    private final Supplier<RoutingTable> tables;
    private final HolderAgent holder;
    private final ControlAppends appends;
    private final LongSupplier appliedPosition;
    private final Consumer<String> warn;
    private final HomeFollower follower;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private final Thread thread;

    private long toldTable;
    private long closedThrough;
    private LogMark toldEnd = LogMark.START;
    private long toldClosedThrough = -1;
    private long ledTerm = -1;
    private CompletableFuture<Boolean> appending = CompletableFuture.completedFuture(true);
    private long settledVersion;
    private @Nullable LogHomes settledHomes;

    /**
     * Makes a keeper.
     *
     * @param queue this node's part of the log
     * @param homes the openings and closings in it
     * @param tables the newest table
     * @param holder the holder of the lease
     * @param appends appends by this node, if it leads
     * @param appliedPosition up to which position of the log the site's view has applied it
     * @param warn told what an operator should know
     */
    public HomeKeeper(
            QuorumQueue queue,
            Supplier<LogHomes> homes,
            Supplier<RoutingTable> tables,
            HolderAgent holder,
            ControlAppends appends,
            LongSupplier appliedPosition,
            Consumer<String> warn) {
        this.queue = queue;
        this.homes = homes;
        this.tables = tables;
        this.holder = holder;
        this.appends = appends;
        this.appliedPosition = appliedPosition;
        this.warn = warn;
        this.follower = new HomeFollower(queue.ownStream().site(), LeaseRules.ALL);
        this.thread = Thread.ofPlatform().name("home-keeper").unstarted(this::run);
    }

    /** Sets the keeper going. */
    public void start() {
        thread.start();
    }

    private void run() {
        var pauseMillis = LOOK_EVERY_MILLIS;
        try (var _ = queue.onLeadership(_ -> wake.release())) {
            while (!stopping) {
                var _ = wake.tryAcquire(pauseMillis, TimeUnit.MILLISECONDS);
                wake.drainPermits();
                pauseMillis = step() ? LOOK_EVERY_MILLIS : AFTER_REFUSAL_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if something is due that could not be done now. */
    private boolean step() {
        try {
            var table = tables.get();
            var log = homes.get();
            tellHolder(table, log);
            return ledTerm < 0 || follow(table, log);
        } catch (QueueException e) {
            warn.accept("the log cannot be followed now: " + e.getMessage());
            return false;
        }
    }

    private void tellHolder(RoutingTable table, LogHomes log) {
        if (table.version() > toldTable && holder.tableLearned(table)) {
            toldTable = table.version();
        }
        if (closedThrough < table.version()
                && log.of(queue.ownStream()).ledger().hasClosedAllEndedBy(table)) {
            closedThrough = table.version();
        }
        var end = end();
        if ((!end.equals(toldEnd) || closedThrough != toldClosedThrough)
                && holder.logAdvanced(closedThrough, end)) {
            toldEnd = end;
            toldClosedThrough = closedThrough;
        }
        var now = queue.leadership();
        if (ledTerm >= 0 && (!now.leading() || now.term() != ledTerm) && holder.deposed()) {
            ledTerm = -1;
        }
        if (ledTerm < 0 && now.leading() && holder.led()) {
            ledTerm = now.term();
        }
    }

    private LogMark end() {
        var end = queue.streams().get(queue.ownStream());
        return end == null || end.lastOffset() == 0
                ? LogMark.START
                : new LogMark(end.lastOffset(), end.hash().prefix());
    }

    /** Appends what is due, closings first. */
    private boolean follow(RoutingTable table, LogHomes log) {
        if (!appending.isDone()) {
            return true;
        }
        if (!appending.join()) {
            appending = CompletableFuture.completedFuture(true);
            return false;
        }
        if (table.version() == settledVersion && log == settledHomes) {
            return true;
        }
        var due = due(table, log);
        if (!due.isEmpty()) {
            appending = append(due);
        } else if (follower.isSettled(table, log.of(queue.ownStream()).ledger())) {
            settledVersion = table.version();
            settledHomes = log;
        }
        return true;
    }

    private List<HomeEntry> due(RoutingTable table, LogHomes log) {
        var ledger = log.of(queue.ownStream()).ledger();
        var closing = follower.closing(table, ledger);
        if (closing.isPresent()) {
            return List.of(closing.get());
        }
        var surroundings =
                new LogSurroundings(queue, log, appliedPosition.getAsLong(), holder::held);
        return List.copyOf(follower.openings(table, ledger, surroundings));
    }

    private CompletableFuture<Boolean> append(List<HomeEntry> due) {
        var results = new ArrayList<CompletableFuture<Boolean>>();
        for (var entry : due) {
            results.add(
                    appends.append(new Control.HomeChanged(entry), APPEND_DEADLINE)
                            .handle(this::isTaken)
                            .toCompletableFuture());
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(_ -> results.stream().allMatch(CompletableFuture::join));
    }

    private boolean isTaken(@Nullable LogReply reply, @Nullable Throwable failure) {
        if (reply instanceof LogReply.Taken || reply instanceof LogReply.Repeated) {
            return true;
        }
        warn.accept(
                "a closing or opening is not in the log yet: "
                        + (reply instanceof LogReply.Declined declined
                                ? declined.code() + ", " + declined.detail()
                                : String.valueOf(failure)));
        return false;
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
