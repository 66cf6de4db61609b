package dev.homeport.quorumqueue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node's log in figures, for status pages and metrics. Taken without a lock: the figures may be
 * some microseconds apart.
 *
 * @param leadership who leads
 * @param lastPosition position of the last entry applied on this node, 0 when there is none
 * @param streams where each stream ends on this node, this site's own first
 * @param cursors each named cursor's position
 * @param logBytes size of the log on this node's disk in bytes
 * @param capBytes size in bytes above which ordinary entries are refused
 * @param fullness why this node takes no ordinary entries now, if it does not
 * @param waitingEntries entries accepted by this node and not yet committed and judged
 * @param waitingBytes size of their payloads in bytes
 * @param committedIndex the engine's own committed index, for comparing replicas
 * @param appliedIndex the engine's own applied index
 */
public record QueueStatus(
        Leadership leadership,
        long lastPosition,
        List<StreamEnd> streams,
        Map<String, Long> cursors,
        long logBytes,
        long capBytes,
        Optional<String> fullness,
        int waitingEntries,
        long waitingBytes,
        long committedIndex,
        long appliedIndex) {

    /** Makes a status. */
    public QueueStatus {
        streams = List.copyOf(streams);
        cursors = Map.copyOf(cursors);
    }
}
