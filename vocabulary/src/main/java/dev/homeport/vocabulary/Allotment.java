package dev.homeport.vocabulary;

/**
 * Shards of a routing table that share one chain. Whole sites move at once, so a table of 4,096
 * shards is a handful of allotments.
 *
 * @param shards the shards, at least one
 * @param chain the assignments that they have in common
 */
public record Allotment(ShardSet shards, Chain chain) {

    /**
     * Makes an allotment.
     *
     * @throws IllegalArgumentException if it has no shards
     */
    public Allotment {
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("shards: an allotment needs at least one shard");
        }
    }

    /** The site that is home of these shards. */
    public SiteId home() {
        return chain.current().home();
    }

    /** The epoch of their assignment. */
    public Epoch epoch() {
        return chain.current().epoch();
    }
}
