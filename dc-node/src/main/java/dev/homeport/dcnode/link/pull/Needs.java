package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.SiteLog;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What a log must hold before it takes a batch: the vector of the opening that the batch begins
 * with. So everybody's log has a shard's entries of the old home in front of those of the new one
 * (ADR 0014). Immutable and thread-safe.
 *
 * @param offsets per stream the offset up to which it must be there
 */
public record Needs(SortedMap<SiteLog, Long> offsets) {

    /** Those of a batch that does not begin with an opening. */
    public static final Needs NONE = new Needs(Collections.emptySortedMap());

    /** Makes needs. */
    public Needs {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    /** The needs of an opening that stands in a stream and has a vector. */
    public static Needs of(SiteLog stream, Map<SiteLog, Long> vector) {
        var offsets = new TreeMap<>(vector);
        // What stands in front of it in its own stream is there whenever it can be appended.
        offsets.remove(stream);
        return offsets.isEmpty() ? NONE : new Needs(offsets);
    }

    /**
     * What is missing.
     *
     * @param stream of which more must be there
     * @param offset up to where
     * @param here up to where it is
     */
    public record Unmet(SiteLog stream, long offset, long here) {}

    /**
     * The first need that a log does not meet.
     *
     * @param ends where a stream ends in the log, 0 when nothing of it is there
     */
    public Optional<Unmet> firstUnmet(ToLongFunction<SiteLog> ends) {
        for (var need : offsets.entrySet()) {
            var here = ends.applyAsLong(need.getKey());
            if (here < need.getValue()) {
                return Optional.of(new Unmet(need.getKey(), need.getValue(), here));
            }
        }
        return Optional.empty();
    }
}
