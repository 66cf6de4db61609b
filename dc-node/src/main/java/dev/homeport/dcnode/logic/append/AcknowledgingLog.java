package dev.homeport.dcnode.logic.append;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The site's log with the lease behind it: on the leading node in process, on the others by asking
 * the leader. Thread-safe.
 */
@FunctionalInterface
public interface AcknowledgingLog {

    /**
     * Appends an entry and asks the lease once the entry is judged.
     *
     * @param draft the entry
     * @param shard its shard
     * @param epoch its epoch
     * @param deadline how long to wait; after it the reply is declined with {@code UNKNOWN}
     * @return completes normally, by a thread that must not be blocked
     */
    CompletionStage<LogReply> append(Draft draft, ShardId shard, Epoch epoch, Duration deadline);
}
