package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.batching.BatchLimits;
import dev.homeport.quorumqueue.batching.Batcher;
import dev.homeport.quorumqueue.frame.FrameCodec;
import dev.homeport.quorumqueue.proposal.Proposal;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that hands batches to the engine, in order. A batch that was certainly not
 * appended fails with what the engine said; one that may have been fails as unknown, unless it is
 * applied first. Thread-safe.
 */
final class Proposer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Proposer.class);

    private static final Duration RETRY_AFTER = Duration.ofMillis(100);
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final Engine engine;
    private final SiteLog own;
    private final Executor results;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Batcher<Proposal> batcher;
    private boolean closing;
    private boolean closed;

    Proposer(Engine engine, SiteLog own, BatchLimits limits, Executor results) {
        this.engine = engine;
        this.own = own;
        this.results = results;
        this.batcher = new Batcher<>(limits);
        this.thread =
                Thread.ofPlatform().daemon().name("homeport-queue-proposer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes a proposal in, or fails it at once. */
    void propose(Proposal proposal) {
        lock.lock();
        try {
            if (closing) {
                proposal.fail(new Setback.NotLeader(OptionalInt.empty()));
            } else if (batcher.offer(proposal, System.nanoTime())) {
                changed.signal();
            } else {
                proposal.fail(
                        new Setback.Overloaded(
                                "the log's queue is full: "
                                        + batcher.heldUnits()
                                        + " entries, "
                                        + batcher.heldBytes()
                                        + " bytes",
                                RETRY_AFTER));
            }
        } finally {
            lock.unlock();
        }
    }

    int heldUnits() {
        lock.lock();
        try {
            return batcher.heldUnits();
        } finally {
            lock.unlock();
        }
    }

    long heldBytes() {
        lock.lock();
        try {
            return batcher.heldBytes();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            var batch = nextBatch();
            if (batch.isEmpty()) {
                return;
            }
            submit(batch);
        }
    }

    /** Waits for the next batch; empty once this is closed. */
    private List<Proposal> nextBatch() {
        lock.lock();
        try {
            while (!closed) {
                switch (batcher.next(System.nanoTime())) {
                    case Batcher.Step.Send<Proposal>(var batch) -> {
                        return batch;
                    }
                    case Batcher.Step.Wait<Proposal>(var nanos) ->
                            changed.await(nanos, TimeUnit.NANOSECONDS);
                    case Batcher.Step.Idle<Proposal>() -> changed.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return List.of();
    }

    private void submit(List<Proposal> taken) {
        // Whoever has heard that its deadline is over asks again: it need not be done twice.
        var proposals = taken.stream().filter(proposal -> !proposal.isAnswered()).toList();
        if (proposals.isEmpty() || !engine.leads()) {
            settled(taken, new Setback.NotLeader(engine.otherLeader()));
            return;
        }
        var frame = FrameCodec.encode(Proposal.frame(own, proposals));
        var batch = new PendingBatch(taken, proposals, UnsafeByteOperations.unsafeWrap(frame));
        try {
            var _ = engine.append(batch).whenComplete((reply, e) -> replied(batch, reply, e));
        } catch (IOException | RuntimeException e) {
            replied(batch, null, e);
        }
    }

    private void replied(
            PendingBatch batch, @Nullable RaftClientReply reply, @Nullable Throwable failure) {
        if (reply != null && reply.isSuccess()) {
            // The applying thread has told the askers; this reaches nobody but in a defect.
            settled(batch.taken(), new Setback.Unknown("the engine gave no outcome"));
            return;
        }
        var cause = cause(reply, failure);
        settled(
                batch.taken(),
                batch.mayBeAppended() ? new Setback.Unknown("" + cause) : notAppended(cause));
    }

    private Setback notAppended(@Nullable Throwable cause) {
        return switch (cause) {
            case NotLeaderException e ->
                    new Setback.NotLeader(
                            PeerNames.node(
                                    e.getSuggestedLeader() == null
                                            ? null
                                            : e.getSuggestedLeader().getId()));
            case LeaderNotReadyException _ -> new Setback.NotLeader(OptionalInt.empty());
            case ResourceUnavailableException e ->
                    new Setback.Overloaded("the engine: " + e.getMessage(), RETRY_AFTER);
            case null, default -> {
                LOG.warn("an append was not accepted by the engine", cause);
                yield new Setback.Unknown("" + cause);
            }
        };
    }

    /** What the engine says went wrong. */
    static @Nullable Throwable cause(@Nullable RaftClientReply reply, @Nullable Throwable failure) {
        if (reply != null) {
            return reply.getException();
        }
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private void settled(List<Proposal> proposals, Setback setback) {
        lock.lock();
        try {
            batcher.settled(proposals);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        results.execute(() -> proposals.forEach(proposal -> proposal.fail(setback)));
    }

    /** Takes nothing more in, waits some seconds for what is under way, and ends. */
    @Override
    public void close() {
        List<Proposal> unsent;
        lock.lock();
        try {
            closing = true;
            unsent = batcher.drain();
            var left = DRAIN.toNanos();
            while (batcher.heldUnits() > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            unsent = List.of();
        } finally {
            closed = true;
            changed.signalAll();
            lock.unlock();
        }
        var setback = new Setback.NotLeader(OptionalInt.empty());
        unsent.forEach(proposal -> proposal.fail(setback));
    }
}
