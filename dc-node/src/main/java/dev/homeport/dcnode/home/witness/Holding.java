package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;

/**
 * A lease as a witness records it. The end of it is not on disk, since monotonic time ends with the
 * boot; whoever reads it after a restart takes it for granted just before the restart.
 *
 * @param holder whom it was granted to
 * @param epoch the epoch that its table gave these shards
 * @param shards the shards that it covers
 * @param closed those of them that the holder's site has closed since: they block no other site,
 *     except one whose table declares the holder's site lost
 * @param version version of the table that it was granted at
 * @param ttlMillis how long it lasts, in milliseconds
 */
public record Holding(
        HolderId holder,
        Epoch epoch,
        ShardSet shards,
        ShardSet closed,
        long version,
        long ttlMillis) {

    Holding without(ShardSet gone) {
        return new Holding(
                holder, epoch, shards.minus(gone), closed.minus(gone), version, ttlMillis);
    }

    Holding closing(ShardSet ended) {
        var more = shards.intersection(ended);
        return closed.containsAll(more)
                ? this
                : new Holding(holder, epoch, shards, closed.union(more), version, ttlMillis);
    }

    Holding lasting(long newTtlMillis) {
        return new Holding(holder, epoch, shards, closed, version, newTtlMillis);
    }
}
