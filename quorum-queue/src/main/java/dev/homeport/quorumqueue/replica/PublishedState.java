package dev.homeport.quorumqueue.replica;

import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;

/**
 * What a replica shows of its log between two frames. Immutable and thread-safe.
 *
 * @param lastPosition position of the last entry, 0 when there is none
 * @param streams where each stream ends
 * @param cursors the cursors' positions
 */
public record PublishedState(
        long lastPosition, Map<SiteLog, StreamEnd> streams, Map<String, Long> cursors) {

    /** What a state shows now. */
    public static PublishedState of(LogState state) {
        return new PublishedState(state.lastPosition(), state.streams(), state.cursors());
    }
}
