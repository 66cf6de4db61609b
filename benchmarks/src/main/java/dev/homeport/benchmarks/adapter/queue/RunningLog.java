package dev.homeport.benchmarks.adapter.queue;

import dev.homeport.benchmarks.append.AppendPlan;
import dev.homeport.benchmarks.append.RunningSystem;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.AppendResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The replicas of a site's log in this JVM. */
final class RunningLog implements RunningSystem {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 20;

    private final List<? extends QuorumQueue> queues;
    private final Payload payload = Payload.copyOf(new byte[AppendPlan.ENTRY_BYTES]);
    private volatile @Nullable QuorumQueue leader;
    private volatile @Nullable String stopped;
    private long round;

    RunningLog(List<? extends QuorumQueue> queues) {
        this.queues = queues;
    }

    void stopped(StopReason reason, String detail) {
        stopped = reason + ": " + detail;
    }

    @Override
    public void awaitLeader(Duration atMost) throws IOException, InterruptedException {
        round++;
        var end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - end < 0) {
            if (stopped != null) {
                throw new IOException("homeport: a replica has stopped: " + stopped);
            }
            for (var queue : queues) {
                if (queue.leadership().leading()) {
                    leader = queue;
                    return;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("homeport: no replica leads within " + atMost.toSeconds() + " s");
    }

    @Override
    public CompletionStage<Boolean> append(long number) {
        var queue = leader;
        if (queue == null) {
            return CompletableFuture.completedFuture(false);
        }
        var draft = new Draft(1, 0, new EntryId(round + "-" + number), payload);
        return queue.append(draft, Admission.ORDINARY, DEADLINE)
                .thenApply(result ->
                        result instanceof AppendResult.Appended appended
                                && appended.verdict().equals(Verdict.EFFECTIVE));
    }

    @Override
    public void close() {
        queues.forEach(QuorumQueue::close);
    }
}
