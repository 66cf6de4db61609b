package dev.homeport.dcnode.view;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.SortedMap;

/**
 * The view as far as its sums are compared, with its rows and with other sites. Every method throws
 * {@link dev.homeport.dcnode.storage.StorageException} if the store cannot be reached. Blocks;
 * thread-safe.
 */
public interface DigestStore {

    /**
     * Shards whose rows were compared with their sums.
     *
     * @param shards the shards
     * @param wrong those whose rows are not what was applied: they are flagged
     */
    record Checked(ShardSet shards, ShardSet wrong) {}

    /** Compares some shards that have moved and were not compared since; of none, none is left. */
    Checked check();

    /**
     * What the view held of the shards that this site has opened last, in front of that opening, as
     * far as it was compared with the rows and is not in the log yet.
     */
    SortedMap<Epoch, SortedMap<ShardId, Long>> toState();

    /**
     * How many shards are not built again and yet differ from what the site said that opened them.
     */
    int differing();

    /**
     * What a view holds.
     *
     * @param applied the last offset of each stream that it has applied
     * @param digests per shard what is compared of its sums; none for those that are built again
     */
    record Digests(SortedMap<SiteLog, Long> applied, SortedMap<ShardId, Long> digests) {}

    /** What the view holds of some shards at one moment. */
    Digests digests(ShardSet shards);
}
