package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.home.agent.Holder;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.HomeDecider;
import dev.homeport.dcnode.home.opening.HomeStep;
import dev.homeport.dcnode.home.opening.ListeningSurroundings;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the keeper of the homes does each time it looks: it tells the holder of the lease what is
 * new of table and log, and appends the closings, and then the pauses and openings, that are due
 * and not under way. Everything that it finds done in the log it tells in the same pass.
 *
 * <p>It owns no thread and waits for nothing. For one thread at a time.
 */
final class KeeperPass {

    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(5);

    private final QuorumQueue queue;
    private final Supplier<LogHomes> homes;
    private final Supplier<RoutingTable> tables;
    private final Holder holder;
    private final ControlAppends appends;
    private final LongSupplier appliedPosition;
    private final Consumer<String> warn;
    private final Runnable settled;
    private final HomeDecider decider;
    private final Consumer<HomeStep> journal;
    private final Neighbours neighbours;
    private final Notice notice;
    private final AppliedStreams streams;

    private long toldTable;
    private long closedThrough;
    private LogMark toldEnd = LogMark.START;
    private long toldClosedThrough = -1;
    private long ledTerm = -1;
    private CompletableFuture<Boolean> appending = CompletableFuture.completedFuture(true);
    private long settledVersion;
    private @Nullable LogHomes settledHomes;

    /**
     * Makes it; the parameters are those of {@link HomeKeeper}.
     *
     * @param journal where what it decides is recorded
     * @param settled run when appends that were under way have ended, by whatever thread hears it
     */
    KeeperPass(
            QuorumQueue queue,
            Supplier<LogHomes> homes,
            Supplier<RoutingTable> tables,
            Holder holder,
            ControlAppends appends,
            LongSupplier appliedPosition,
            Neighbours neighbours,
            Notice notice,
            Consumer<HomeStep> journal,
            Consumer<String> warn,
            Runnable settled) {
        this.queue = queue;
        this.homes = homes;
        this.tables = tables;
        this.holder = holder;
        this.appends = appends;
        this.appliedPosition = appliedPosition;
        this.warn = warn;
        this.settled = settled;
        this.neighbours = neighbours;
        this.notice = notice;
        this.decider = new HomeDecider(queue.ownStream().site(), LeaseRules.ALL, MoveRules.ALL);
        this.journal = journal;
        this.streams = new AppliedStreams(queue);
    }

    /** Looks once. False if something is due that could not be done now. */
    boolean run() {
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

    private Map<SiteLog, Long> ends() {
        var ends = new TreeMap<SiteLog, Long>();
        queue.streams().forEach((stream, end) -> ends.put(stream, end.lastOffset()));
        return ends;
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
        if (table.version() == settledVersion
                && log == settledHomes
                && neighbours.heldBack().isEmpty()) {
            return true;
        }
        var due = due(table, log);
        if (!due.isEmpty()) {
            appending = append(due);
            var _ = appending.whenComplete((_, _) -> settled.run());
        } else if (decider.isSettled(table, log.of(queue.ownStream()).ledger())) {
            settledVersion = table.version();
            settledHomes = log;
        }
        return true;
    }

    private List<Control> due(RoutingTable table, LogHomes log) {
        var ledger = log.of(queue.ownStream()).ledger();
        var surroundings =
                new ListeningSurroundings(
                        new LogSurroundings(
                                streams::upTo,
                                log,
                                appliedPosition.getAsLong(),
                                holder::held,
                                queue.ownStream().site(),
                                this::ends,
                                neighbours,
                                notice::isOver,
                                MoveRules.ALL));
        var decided = decider.due(table, ledger, surroundings);
        notice.looked();
        journal.accept(
                new HomeStep.Decided(
                        queue.ownStream().site(),
                        table,
                        ledger.byOpenEpoch(),
                        ledger.byNextEpoch(),
                        surroundings.heard(),
                        decided));
        var due = new ArrayList<Control>();
        decided.closing().ifPresent(closing -> due.add(new Control.HomeChanged(closing)));
        decided.words().forEach(word -> due.add(new Control.MirrorPaused(word)));
        decided.openings().forEach(opening -> due.add(new Control.HomeChanged(opening)));
        return due;
    }

    private CompletableFuture<Boolean> append(List<Control> due) {
        var results = new ArrayList<CompletableFuture<Boolean>>();
        for (var entry : due) {
            results.add(
                    appends.append(entry, APPEND_DEADLINE)
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
                "a closing, opening or pause is not in the log yet: "
                        + (reply instanceof LogReply.Declined declined
                                ? declined.code() + ", " + declined.detail()
                                : String.valueOf(failure)));
        return false;
    }
}
