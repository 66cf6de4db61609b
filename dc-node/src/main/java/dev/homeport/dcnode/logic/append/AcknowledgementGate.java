package dev.homeport.dcnode.logic.append;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;

/**
 * The lease, asked <em>after</em> an entry was committed and judged effective: only then does the
 * answer say anything (invariant I1). Never blocks; thread-safe.
 */
@FunctionalInterface
public interface AcknowledgementGate {

    /**
     * Tells whether this node may acknowledge now.
     *
     * @param shard the entry's shard
     * @param epoch the epoch at which it was effective
     * @param offset its offset in this site's own stream, which the grants' ceiling bounds
     */
    boolean mayAcknowledge(ShardId shard, Epoch epoch, long offset);
}
