package dev.homeport.controlplane.move;

import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which shards are each site's own: what a fail-back gives it back. Immutable and thread-safe.
 *
 * @param bySite the shards of each site that has some; no shard is two sites'
 */
public record NativeHomes(SortedMap<SiteId, ShardSet> bySite) {

    /** Not recorded: the log is older than moves. */
    public static final NativeHomes NONE = new NativeHomes(new TreeMap<>());

    /**
     * Makes a value.
     *
     * @throws IllegalArgumentException if a shard is two sites' own
     */
    public NativeHomes {
        var copy = new TreeMap<SiteId, ShardSet>();
        var seen = ShardSet.none();
        for (var entry : bySite.entrySet()) {
            if (seen.intersects(entry.getValue())) {
                throw new IllegalArgumentException(
                        "natives: shards "
                                + seen.intersection(entry.getValue())
                                + " are two sites' own");
            }
            seen = seen.union(entry.getValue());
            if (!entry.getValue().isEmpty()) {
                copy.put(entry.getKey(), entry.getValue());
            }
        }
        bySite = Collections.unmodifiableSortedMap(copy);
    }

    /** Everything is at home where a table has it. */
    public static NativeHomes asIn(RoutingTable table) {
        var bySite = new TreeMap<SiteId, ShardSet>();
        table.allotments().forEach(a -> bySite.merge(a.home(), a.shards(), ShardSet::union));
        return new NativeHomes(bySite);
    }

    /** Tells whether nothing is recorded. */
    public boolean isEmpty() {
        return bySite.isEmpty();
    }

    /** The shards that are a site's own. */
    public ShardSet of(SiteId site) {
        return bySite.getOrDefault(site, ShardSet.none());
    }
}
