package dev.homeport.quorumqueue.replica;

import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;

/**
 * A log's state at one moment.
 *
 * @param lastPosition position of the last entry, 0 when there is none
 * @param streams where each stream ends
 * @param cursors the cursors' positions
 * @param judge the judge's own snapshot; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // up to 64 MiB, handed on once
public record LogSnapshot(
        long lastPosition,
        Map<SiteLog, StreamEnd> streams,
        Map<String, Long> cursors,
        byte[] judge) {

    /** Makes a snapshot. */
    public LogSnapshot {
        streams = Map.copyOf(streams);
        cursors = Map.copyOf(cursors);
    }
}
