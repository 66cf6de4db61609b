package dev.homeport.dcnode.forward;

import dev.homeport.dcnode.logic.append.LeadingLog;
import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The work done by this node itself, if it leads; otherwise it says who does. Thread-safe. */
public final class OwnNode implements LeaderWork {

    private final QuorumQueue queue;
    private final LeadingLog log;

    /**
     * Makes the work of a node.
     *
     * @param queue this node's part of the log
     * @param log the log with the lease behind it
     */
    public OwnNode(QuorumQueue queue, LeadingLog log) {
        this.queue = queue;
        this.log = log;
    }

    @Override
    public CompletionStage<LogReply> append(
            Draft draft, ShardId shard, Epoch epoch, Duration deadline) {
        return log.append(draft, shard, epoch, deadline);
    }

    @Override
    public CompletionStage<LogReply> appendControl(Draft draft, Duration deadline) {
        return log.appendControl(draft, deadline);
    }

    @Override
    public CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline) {
        return queue.mirror(batch, deadline);
    }

    @Override
    public CompletionStage<CursorResult> advanceCursor(
            String name, long position, Duration deadline) {
        return queue.advanceCursor(name, position, deadline);
    }
}
