package dev.homeport.controlplane.move;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;

/**
 * Shards that go from one site to another. Immutable and thread-safe.
 *
 * @param shards the shards, at least one
 * @param from the home that they leave
 * @param to the home that they get
 * @param epoch the epoch at which they get it
 */
public record Transfer(ShardSet shards, SiteId from, SiteId to, Epoch epoch) {

    /**
     * Makes a transfer.
     *
     * @throws IllegalArgumentException if there are no shards, they stay where they are, or the
     *     epoch is none that follows another
     */
    public Transfer {
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("shards: a transfer has at least one");
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException("to: shards that are at " + to + " cannot go there");
        }
        if (!epoch.isAfter(Epoch.FIRST)) {
            throw new IllegalArgumentException(
                    "epoch: " + epoch + " of a transfer follows no other epoch");
        }
    }
}
