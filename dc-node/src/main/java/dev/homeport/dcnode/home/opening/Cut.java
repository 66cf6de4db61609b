package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.SiteLog;
import java.util.Map;

/**
 * How much of each stream an opening inherits: its vector. Immutable and thread-safe.
 *
 * @param vector per stream the last offset that is inherited; of a stream that is not named,
 *     nothing
 */
public record Cut(Map<SiteLog, Long> vector) {

    /** Makes a cut. */
    public Cut {
        vector = Map.copyOf(vector);
    }

    /** Tells whether the entry at an offset of a stream is inherited. */
    public boolean covers(SiteLog stream, long offset) {
        return offset <= vector.getOrDefault(stream, 0L);
    }
}
