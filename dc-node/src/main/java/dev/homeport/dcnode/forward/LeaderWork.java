package dev.homeport.dcnode.forward;

import dev.homeport.dcnode.logic.append.LogReply;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * What only the node that leads the site's log can do. The stages complete normally, shortly after
 * the deadline at the latest, by threads that must not be blocked. Thread-safe.
 */
public interface LeaderWork {

    /** Appends a shard's entry: judged first, then covered by the lease, then taken. */
    CompletionStage<LogReply> append(Draft draft, ShardId shard, Epoch epoch, Duration deadline);

    /** Appends an entry about the site itself, for which no lease is asked. */
    CompletionStage<LogReply> appendControl(Draft draft, Duration deadline);

    /** Appends another site's entries to their mirror here. */
    CompletionStage<MirrorResult> mirror(MirrorBatch batch, Duration deadline);

    /** Moves a named cursor of the log forward. */
    CompletionStage<CursorResult> advanceCursor(String name, long position, Duration deadline);
}
