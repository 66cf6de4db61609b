package dev.homeport.dcnode.link;

import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.MirrorResult;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Where links put what they pulled: the site's log, wherever its leader is. Implementations are
 * thread-safe and never wait.
 */
public interface MirrorSink {

    /**
     * Appends a batch to its mirror.
     *
     * @param batch the entries
     * @param deadline how long to wait; after it the result is {@code Setback.Unknown}
     * @return never completes exceptionally for a reason of the log's; at the latest shortly after
     *     the deadline
     */
    CompletionStage<MirrorResult> append(MirrorBatch batch, Duration deadline);
}
