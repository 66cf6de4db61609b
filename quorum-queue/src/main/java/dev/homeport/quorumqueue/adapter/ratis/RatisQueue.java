package dev.homeport.quorumqueue.adapter.ratis;

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
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopListener;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.StreamSlice;
import dev.homeport.quorumqueue.frame.CursorChange;
import dev.homeport.quorumqueue.proposal.Proposal;
import dev.homeport.quorumqueue.replica.LogState;
import dev.homeport.quorumqueue.replica.PublishedState;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.jspecify.annotations.Nullable;

/** A site's log on Apache Ratis: one replica. Made by {@link #start}. Thread-safe. */
public final class RatisQueue implements QuorumQueue {

    private final Replica replica;
    private final Judge judge;
    private final SiteLog own;

    private RatisQueue(Replica replica, Judge judge) {
        this.replica = replica;
        this.judge = judge;
        this.own = replica.identity().log();
    }

    /**
     * Starts a replica: checks its folder, cuts a torn tail, recovers what was applied, and joins
     * its group. Returns once it takes part in elections; it may not have applied the log yet.
     *
     * @param settings what it needs to know
     * @param judge judges the entries; has not judged any yet
     * @param onStop hears when the replica stops by itself
     * @throws StartException if the folder, the log or the settings forbid it
     */
    public static RatisQueue start(ReplicaSettings settings, Judge judge, StopListener onStop)
            throws StartException {
        return new RatisQueue(Replica.start(settings, judge, onStop), judge);
    }

    @Override
    public SiteLog ownStream() {
        return own;
    }

    @Override
    public int node() {
        return replica.identity().node();
    }

    @Override
    public CompletionStage<AppendResult> append(
            Draft draft, Admission admission, Duration deadline) {
        if (!judge.knows(draft.type(), draft.formatVersion())) {
            return CompletableFuture.completedFuture(
                    new AppendResult.Unsupported(draft.type(), draft.formatVersion()));
        }
        var result = new CompletableFuture<AppendResult>();
        propose(new Proposal.OwnEntry(draft, result), admission);
        return within(result, deadline);
    }

    @Override
    public CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline) {
        for (var draft : batch.drafts()) {
            if (!judge.knows(draft.type(), draft.formatVersion())) {
                return CompletableFuture.completedFuture(
                        new AppendResult.Unsupported(draft.type(), draft.formatVersion()));
            }
        }
        var refusal = LogState.mirrorRefusal(own, replica.state().streams(), batch.stream());
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        var result = new CompletableFuture<MirrorResult>();
        propose(new Proposal.Mirror(batch, result), Admission.ORDINARY);
        return within(result, deadline);
    }

    @Override
    public CompletionStage<CursorResult> advanceCursor(
            String name, long position, Duration deadline) {
        return changeCursor(new CursorChange.Advance(name, position), deadline);
    }

    @Override
    public CompletionStage<CursorResult> dropCursor(String name, Duration deadline) {
        return changeCursor(new CursorChange.Drop(name), deadline);
    }

    private CompletionStage<CursorResult> changeCursor(CursorChange change, Duration deadline) {
        var result = new CompletableFuture<CursorResult>();
        propose(new Proposal.Cursor(change, result), Admission.CONTROL);
        return within(result, deadline);
    }

    private void propose(Proposal proposal, Admission admission) {
        var engine = replica.engine();
        if (!engine.leads()) {
            proposal.fail(new Setback.NotLeader(engine.otherLeader()));
            return;
        }
        var refusal =
                replica.capacity()
                        .refusal(admission, proposal.bytes() + replica.proposer().heldBytes());
        if (refusal.isPresent()) {
            proposal.fail(refusal.get());
            return;
        }
        replica.proposer().propose(proposal);
    }

    private static <T> CompletionStage<T> within(
            CompletableFuture<? super Setback> result, Duration deadline) {
        result.completeOnTimeout(
                new Setback.Unknown("no outcome within " + deadline.toMillis() + " ms"),
                deadline.toNanos(),
                TimeUnit.NANOSECONDS);
        @SuppressWarnings("unchecked") // the same future, seen as what its askers wait for
        var typed = (CompletionStage<T>) result;
        return typed;
    }

    @Override
    public List<JudgedEntry> read(long fromPosition, ReadLimit limit) {
        mustBeFrom("position", fromPosition);
        var recent = replica.recent().read(fromPosition, limit);
        if (recent.isPresent()) {
            return recent.get();
        }
        try {
            return replica.reader().read(fromPosition, lastPosition(), limit);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public StreamSlice readStream(SiteLog stream, long fromOffset, ReadLimit limit) {
        mustBeFrom("offset", fromOffset);
        var end = replica.state().streams().get(stream);
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
        var recent = replica.recent().readStream(stream, fromOffset, limit);
        if (recent.isPresent()) {
            return recent.get();
        }
        try {
            return replica.reader().readStream(end, fromOffset, limit);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void mustBeFrom(String what, long value) {
        if (value < 1) {
            throw new QueueException(ErrorCode.INVALID, what + ": " + value + " is below 1");
        }
        if (replica.isClosed()) {
            throw new QueueException(ErrorCode.UNAVAILABLE, "the queue is closed");
        }
    }

    private static QueueException unreadable(IOException e) {
        return new QueueException(ErrorCode.CORRUPT, "the log cannot be read: " + e, e);
    }

    @Override
    public long lastPosition() {
        return replica.state().lastPosition();
    }

    @Override
    public CompletionStage<Long> awaitBeyond(long position, Duration atMost) {
        return replica.waiters()
                .await(position)
                .completeOnTimeout(-1L, atMost.toNanos(), TimeUnit.NANOSECONDS)
                .thenApply(reached -> reached >= 0 ? reached : lastPosition());
    }

    @Override
    public Map<SiteLog, StreamEnd> streams() {
        return replica.state().streams();
    }

    @Override
    public Map<String, Long> cursors() {
        return replica.state().cursors();
    }

    @Override
    public CompletionStage<BarrierResult> readBarrier(Duration deadline) {
        var engine = replica.engine();
        var term = engine.term();
        if (!engine.leads()) {
            return CompletableFuture.completedFuture(new Setback.NotLeader(engine.otherLeader()));
        }
        var result = new CompletableFuture<BarrierResult>();
        try {
            var _ =
                    engine.read()
                            .whenComplete((reply, e) -> result.complete(barrier(term, reply, e)));
        } catch (IOException | RuntimeException e) {
            result.complete(new Setback.Unknown("" + e));
        }
        return within(result, deadline);
    }

    private BarrierResult barrier(
            long term, @Nullable RaftClientReply reply, @Nullable Throwable failure) {
        var engine = replica.engine();
        if (reply != null && reply.isSuccess()) {
            // A node that was deposed in between would have been answered by its successor.
            return engine.term() == term
                    ? new BarrierResult.Passed(lastPosition(), term)
                    : new Setback.NotLeader(engine.otherLeader());
        }
        return switch (Proposer.cause(reply, failure)) {
            case NotLeaderException _ -> new Setback.NotLeader(engine.otherLeader());
            case null -> new Setback.Unknown("the engine did not say why");
            case Throwable cause -> new Setback.Unknown("" + cause);
        };
    }

    @Override
    public Leadership leadership() {
        return replica.leadership().now();
    }

    @Override
    public Registration onLeadership(LeadershipListener listener) {
        return replica.leadership().listen(listener);
    }

    @Override
    public CompletionStage<Boolean> transferLeadership(int node, Duration deadline) {
        var engine = replica.engine();
        if (!engine.leads() || !replica.identity().stores().containsKey(node)) {
            return CompletableFuture.completedFuture(false);
        }
        try {
            return engine.transferLeadership(node, deadline.toMillis())
                    .handle((reply, _) -> reply != null && reply.isSuccess())
                    .completeOnTimeout(false, deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.completedFuture(false);
        }
    }

    @Override
    public QueueStatus status() {
        PublishedState state = replica.state();
        var others =
                state.streams().values().stream()
                        .filter(end -> !end.stream().equals(own))
                        .sorted(Comparator.comparing(StreamEnd::stream));
        return new QueueStatus(
                leadership(),
                state.lastPosition(),
                Stream.concat(Stream.ofNullable(state.streams().get(own)), others).toList(),
                state.cursors(),
                replica.capacity().logBytes(),
                replica.capacity().capBytes(),
                replica.capacity().fullness(),
                replica.proposer().heldUnits(),
                replica.proposer().heldBytes(),
                replica.engine().committedIndex(),
                replica.engine().appliedIndex());
    }

    @Override
    public void close() {
        replica.close();
    }
}
