package dev.homeport.dcnode.view;

import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The view as far as shards are built again in it. What has been done is in the store, so that it
 * is gone on with after any end. Every method throws {@link
 * dev.homeport.dcnode.storage.StorageException} if the store cannot be reached. Blocks;
 * thread-safe.
 */
public interface ReseedStore {

    /**
     * How far the shards are that are built again.
     *
     * @param due those of which nothing is done yet
     * @param replayed the others, by the position of the log up to which they are built
     */
    record Progress(ShardSet due, SortedMap<Long, ShardSet> replayed) {

        /** All that are built again. */
        public ShardSet flagged() {
            return replayed.values().stream().reduce(due, ShardSet::union);
        }
    }

    /**
     * A part of the log on its way into shards that are built again.
     *
     * @param shards the shards, all of them built up to {@code after}
     * @param after position of the entry before the part
     * @param upTo position of its last entry
     * @param entries what is part of the shards' history, in order; an opening, first or not at
     *     all, names only shards whose chain it is on
     * @param crossing messages from other shards, which are not built again, to these
     */
    record Replay(
            ShardSet shards,
            long after,
            long upTo,
            List<EffectiveEntry> entries,
            List<EffectiveEntry> crossing) {}

    /** What became of a part. */
    enum Replayed {
        /** It is in. */
        IN,
        /** It is in, and with it the shards are where the view is: they are shown again. */
        DONE,
        /** Nothing was changed: the shards do not stand where the part begins. */
        STANDS_ELSEWHERE
    }

    /** How far the shards are that are built again. */
    Progress progress();

    /**
     * Deletes rows of shards, a bounded number of them, in one transaction. With the last of them,
     * the shards are built up to position 0.
     *
     * @param shards 64 at most
     */
    void wipe(ShardSet shards);

    /** The chain of each shard that has had an opening. */
    Map<ShardId, ShardChain> chains();

    /** Takes a part of the log into shards, as a whole or not at all. */
    Replayed replay(Replay part);
}
