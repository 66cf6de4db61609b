package dev.homeport.dcnode.home.adoption;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.vocabulary.ShardId;
import java.util.List;
import java.util.Set;

/**
 * A step in the journal of an account of orphans. What orphans say is left out: the account knows
 * of them their ids, shards and treatment. Immutable and thread-safe.
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

    /** An orphan was cut off that had had effect. */
    record Cut(Mark orphan, long from) implements AdopterStep {}

    /**
     * An adoption had effect.
     *
     * @param known whether the orphan was known
     */
    record Settled(DerivedId id, boolean known) implements AdopterStep {}

    /** An adoption stands in front of what it adopts. */
    record SettledEarly(DerivedId id, long position) implements AdopterStep {}

    /**
     * What is due was asked for.
     *
     * @param open the shards that were open of those that were asked about
     * @param due the orphans that were due
     */
    record Asked(Set<ShardId> open, List<DerivedId> due) implements AdopterStep {}

    /**
     * An adoption was answered.
     *
     * @param settledThrough up to which position all was settled then
     */
    record Answered(DerivedId id, boolean taken, long settledThrough) implements AdopterStep {}

    /** Stands for an orphan. */
    record Mark(DerivedId id, ShardId shard, Orphan.Treatment treatment)
            implements OrphanAccount.Adoptable {

        /** What stands for an orphan. */
        static Mark of(Orphan orphan) {
            return new Mark(orphan.id(), orphan.shard(), orphan.treatment());
        }
    }
}
