package dev.homeport.quorumqueue.testing;

import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.BarrierResult;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Leadership;
import dev.homeport.quorumqueue.LeadershipListener;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QueueStatus;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.StreamSlice;
import dev.homeport.quorumqueue.frame.CursorChange;
import dev.homeport.quorumqueue.frame.HashChain;
import dev.homeport.quorumqueue.proposal.Proposal;
import dev.homeport.quorumqueue.replica.LogState;
import dev.homeport.quorumqueue.replica.Outcome;
import dev.homeport.quorumqueue.replica.PositionWaiters;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A site's log in memory: one node, which leads unless told otherwise. Nothing is durable. Results
 * are there when a method returns. Thread-safe.
 */
public final class InMemoryQueue implements QuorumQueue {

    /** What becomes of the next writes. */
    public enum Fault {
        /** They are appended and answered. */
        NONE,
        /** They are appended, but their askers hear {@link Setback.Unknown}. */
        UNKNOWN_BUT_DONE,
        /** They are not appended, and their askers hear {@link Setback.Unknown}. */
        UNKNOWN_NOT_DONE,
        /** They are refused with {@link Setback.Overloaded}. */
        OVERLOADED
    }

    private final FleetId fleet;
    private final SiteLog own;
    private final int node;
    private final Judge judge;
    private final LogState state;
    private final List<JudgedEntry> log = new ArrayList<>();
    private final Map<SiteLog, List<JudgedEntry>> byStream = new HashMap<>();
    private final PositionWaiters waiters = new PositionWaiters();
    private final List<LeadershipListener> listeners = new CopyOnWriteArrayList<>();
    private Leadership leadership;
    private Fault fault = Fault.NONE;
    private boolean closed;

    /**
     * Makes an empty log that this node leads.
     *
     * @param fleet the fleet
     * @param own the site's own stream
     * @param node number of the node
     * @param judge judges the entries; has not judged any yet
     */
    public InMemoryQueue(FleetId fleet, SiteLog own, int node, Judge judge) {
        this.fleet = fleet;
        this.own = own;
        this.node = node;
        this.judge = judge;
        this.state = new LogState(fleet, own, judge);
        this.leadership = new Leadership(1, OptionalInt.of(node), true);
    }

    /** From now on another node leads, in a new term; this one too, when it is the one named. */
    public void lead(int leader) {
        Leadership now;
        synchronized (this) {
            leadership =
                    new Leadership(leadership.term() + 1, OptionalInt.of(leader), leader == node);
            now = leadership;
        }
        listeners.forEach(listener -> listener.leadershipChanged(now));
    }

    /** From now on writes meet with this. */
    public synchronized void failWith(Fault next) {
        fault = next;
    }

    @Override
    public SiteLog ownStream() {
        return own;
    }

    @Override
    public int node() {
        return node;
    }

    @Override
    public CompletionStage<AppendResult> append(
            Draft draft, Admission admission, Duration deadline) {
        if (!judge.knows(draft.type(), draft.formatVersion())) {
            return CompletableFuture.completedFuture(
                    new AppendResult.Unsupported(draft.type(), draft.formatVersion()));
        }
        var result = new CompletableFuture<AppendResult>();
        propose(new Proposal.OwnEntry(draft, result));
        return result;
    }

    @Override
    public CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline) {
        for (var draft : batch.drafts()) {
            if (!judge.knows(draft.type(), draft.formatVersion())) {
                return CompletableFuture.completedFuture(
                        new AppendResult.Unsupported(draft.type(), draft.formatVersion()));
            }
        }
        var result = new CompletableFuture<MirrorResult>();
        propose(new Proposal.Mirror(batch, result));
        return result;
    }

    @Override
    public CompletionStage<CursorResult> advanceCursor(
            String name, long position, Duration deadline) {
        var result = new CompletableFuture<CursorResult>();
        propose(new Proposal.Cursor(new CursorChange.Advance(name, position), result));
        return result;
    }

    @Override
    public CompletionStage<CursorResult> dropCursor(String name, Duration deadline) {
        var result = new CompletableFuture<CursorResult>();
        propose(new Proposal.Cursor(new CursorChange.Drop(name), result));
        return result;
    }

    private void propose(Proposal proposal) {
        var batch = List.of(proposal);
        Fault met;
        synchronized (this) {
            if (closed || !leadership.leading()) {
                proposal.fail(
                        new Setback.NotLeader(closed ? OptionalInt.empty() : leadership.leader()));
                return;
            }
            met = fault;
        }
        switch (met) {
            case NONE -> settle(batch, true);
            case UNKNOWN_BUT_DONE -> settle(batch, false);
            case UNKNOWN_NOT_DONE -> proposal.fail(new Setback.Unknown("told so: not done"));
            case OVERLOADED ->
                    proposal.fail(new Setback.Overloaded("told so", Duration.ofMillis(100)));
        }
    }

    private void settle(List<Proposal> batch, boolean tell) {
        Outcome outcome;
        List<CompletableFuture<Long>> due;
        long last;
        synchronized (this) {
            var frame = Proposal.frame(own, batch);
            outcome = state.apply(frame);
            outcome.added().ifPresent(run -> run.entries().forEach(this::add));
            last = state.lastPosition();
            due = waiters.grown(last);
        }
        if (tell) {
            Proposal.settle(batch, outcome);
        } else {
            batch.forEach(proposal -> proposal.fail(new Setback.Unknown("told so: done")));
        }
        due.forEach(waiter -> waiter.complete(last));
    }

    private void add(JudgedEntry judged) {
        log.add(judged);
        byStream.computeIfAbsent(judged.entry().stream(), _ -> new ArrayList<>()).add(judged);
    }

    @Override
    public synchronized List<JudgedEntry> read(long fromPosition, ReadLimit limit) {
        mustBeFrom("position", fromPosition);
        return take(log, fromPosition - 1, limit);
    }

    @Override
    public synchronized StreamSlice readStream(SiteLog stream, long fromOffset, ReadLimit limit) {
        mustBeFrom("offset", fromOffset);
        var end = state.streams().get(stream);
        if (end == null) {
            throw new QueueException(
                    ErrorCode.NOT_FOUND, "stream: no entry of " + stream + " is in this log");
        }
        if (fromOffset > end.lastOffset() + 1) {
            throw new QueueException(
                    ErrorCode.NOT_FOUND,
                    "offset: "
                            + fromOffset
                            + " lies beyond the end of "
                            + stream
                            + " at "
                            + end.lastOffset());
        }
        var entries = byStream.getOrDefault(stream, List.of());
        RunningHash previous =
                fromOffset == 1
                        ? new HashChain().start(fleet, stream)
                        : entries.get((int) fromOffset - 2).entry().hash();
        return new StreamSlice(stream, previous, take(entries, fromOffset - 1, limit));
    }

    private static List<JudgedEntry> take(List<JudgedEntry> entries, long from, ReadLimit limit) {
        var taken = new ArrayList<JudgedEntry>();
        var bytes = 0L;
        for (var i = from; i < entries.size(); i++) {
            if (taken.size() >= limit.maxEntries() || bytes >= limit.maxBytes()) {
                break;
            }
            var judged = entries.get((int) i);
            taken.add(judged);
            bytes += judged.entry().payload().size();
        }
        return taken;
    }

    private void mustBeFrom(String what, long value) {
        if (value < 1) {
            throw new QueueException(ErrorCode.INVALID, what + ": " + value + " is below 1");
        }
        if (closed) {
            throw new QueueException(ErrorCode.UNAVAILABLE, "the queue is closed");
        }
    }

    @Override
    public synchronized long lastPosition() {
        return state.lastPosition();
    }

    @Override
    public CompletionStage<Long> awaitBeyond(long position, Duration atMost) {
        return waiters.await(position)
                .completeOnTimeout(-1L, atMost.toNanos(), TimeUnit.NANOSECONDS)
                .thenApply(reached -> reached >= 0 ? reached : lastPosition());
    }

    @Override
    public synchronized Map<SiteLog, StreamEnd> streams() {
        return state.streams();
    }

    @Override
    public synchronized Map<String, Long> cursors() {
        return state.cursors();
    }

    @Override
    public synchronized CompletionStage<BarrierResult> readBarrier(Duration deadline) {
        return CompletableFuture.completedFuture(
                leadership.leading() && !closed
                        ? new BarrierResult.Passed(state.lastPosition(), leadership.term())
                        : new Setback.NotLeader(leadership.leader()));
    }

    @Override
    public synchronized Leadership leadership() {
        return leadership;
    }

    @Override
    public Registration onLeadership(LeadershipListener listener) {
        listeners.add(listener);
        listener.leadershipChanged(leadership());
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<Boolean> transferLeadership(int toNode, Duration deadline) {
        if (!leadership().leading()) {
            return CompletableFuture.completedFuture(false);
        }
        lead(toNode);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized QueueStatus status() {
        var bytes = log.stream().mapToLong(judged -> judged.entry().payload().size()).sum();
        var ends = new ArrayList<StreamEnd>();
        ends.add(Objects.requireNonNull(state.streams().get(own)));
        state.streams().values().stream()
                .filter(end -> !end.stream().equals(own))
                .forEach(ends::add);
        return new QueueStatus(
                leadership,
                state.lastPosition(),
                ends,
                state.cursors(),
                bytes,
                Long.MAX_VALUE,
                Optional.empty(),
                0,
                0,
                state.lastPosition(),
                state.lastPosition());
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        waiters.close();
    }
}
