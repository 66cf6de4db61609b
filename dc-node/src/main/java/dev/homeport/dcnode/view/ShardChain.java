package dev.homeport.dcnode.view;

import dev.homeport.dcnode.home.opening.Cut;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteLog;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The openings of one shard that lead to its latest, each continuing the one before. They decide
 * which entries are the shard's history: those of the latest home, and of each earlier one as much
 * as the next home inherited. Whatever else took effect somewhere is no part of it.
 *
 * <p>Pure, immutable and thread-safe: the same openings give the same answers, in whatever order
 * they are named.
 */
public final class ShardChain {

    private final Map<Epoch, Link> links;

    /**
     * An opening.
     *
     * @param epoch the epoch that it opens
     * @param predecessor the opening that it continues, {@link Epoch#NONE} for a first one
     * @param home the stream that it stands in
     * @param vector how much of each stream it inherits
     */
    public record Opening(
            Epoch epoch, Epoch predecessor, SiteLog home, SortedMap<SiteLog, Long> vector) {

        /** Makes an opening. */
        public Opening {
            vector = new TreeMap<>(vector);
        }
    }

    /** An opening on the chain, and what the next one inherits; none has followed the latest. */
    private record Link(SiteLog home, @Nullable Cut inherited) {}

    private ShardChain(Map<Epoch, Link> links) {
        this.links = Map.copyOf(links);
    }

    /** The chain of a shard's openings, in any order; of none, an empty one. */
    public static ShardChain of(Collection<Opening> openings) {
        var byEpoch = new TreeMap<Epoch, Opening>();
        openings.forEach(opening -> byEpoch.put(opening.epoch(), opening));
        var links = new HashMap<Epoch, Link>();
        @Nullable Cut inherited = null;
        var next = byEpoch.isEmpty() ? null : byEpoch.lastEntry().getValue();
        while (next != null) {
            links.put(next.epoch(), new Link(next.home(), inherited));
            inherited = new Cut(next.vector());
            // Only backwards: damaged rows must not lead in a circle.
            next =
                    next.predecessor().isBefore(next.epoch())
                            ? byEpoch.get(next.predecessor())
                            : null;
        }
        return new ShardChain(links);
    }

    /** Tells whether the opening of an epoch leads to the latest or is it. */
    public boolean has(Epoch epoch) {
        return links.containsKey(epoch);
    }

    /**
     * Tells whether an entry that took effect in its stream is part of the shard's history.
     *
     * @param stream the stream that it stands in
     * @param offset its offset there
     * @param epoch the epoch that it carries
     */
    public boolean effective(SiteLog stream, long offset, Epoch epoch) {
        var link = links.get(epoch);
        if (link == null || !link.home().equals(stream)) {
            return false;
        }
        var inherited = link.inherited();
        return inherited == null || inherited.covers(stream, offset);
    }
}
