package dev.homeport.dcnode.home.adoption;

import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.ShardId;
import java.util.List;
import java.util.Set;

/**
 * A step in the journal of an account of orphans. What orphans say is left out: the account knows
 * of them where they stand, their shard and their treatment. Immutable and thread-safe.
 */
public sealed interface AdopterStep {

    /**
     * The account was made.
     *
     * @param settled up to which position all was settled
     */
    record Began(long settled) implements AdopterStep {}

    /** Everything up to a position was looked at. */
    record Searched(long through) implements AdopterStep {}

    /** An orphan was found. */
    record Found(Mark orphan, long from) implements AdopterStep {}

    /** An adoption had effect. */
    record Settled(EntryAddress original) implements AdopterStep {}

    /**
     * What is due was asked for.
     *
     * @param open the shards that were open of those that were asked about
     * @param due where the orphans stood first that were due
     */
    record Asked(Set<ShardId> open, List<EntryAddress> due) implements AdopterStep {}

    /**
     * An adoption was answered.
     *
     * @param settledThrough up to which position all was settled then
     */
    record Answered(EntryAddress original, boolean taken, long settledThrough)
            implements AdopterStep {}

    /** Stands for an orphan. */
    record Mark(EntryAddress original, ShardId shard, Orphan.Treatment treatment)
            implements OrphanAccount.Adoptable {

        /** What stands for an orphan. */
        static Mark of(Orphan orphan) {
            return new Mark(orphan.original(), orphan.shard(), orphan.treatment());
        }
    }
}
