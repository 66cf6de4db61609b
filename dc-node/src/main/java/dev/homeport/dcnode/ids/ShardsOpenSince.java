package dev.homeport.dcnode.ids;

import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;

/** Since when shards have been open without a break that was seen. Pure, and not thread-safe. */
final class ShardsOpenSince {

    private final long[] sinceMillis = new long[ShardId.COUNT];
    private ShardSet open = ShardSet.none();

    /**
     * Which shards have been open for some time.
     *
     * @param leastMillis for how long at least
     * @param openNow those that are open now
     * @param nowMillis the monotonic clock
     */
    ShardSet openFor(long leastMillis, ShardSet openNow, long nowMillis) {
        openNow.minus(open).stream().forEach(shard -> sinceMillis[shard] = nowMillis);
        open = openNow;
        return openNow.filter(shard -> nowMillis - sinceMillis[shard] >= leastMillis);
    }
}
