package dev.homeport.dcnode.keeper;

import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteLog;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far each stream of a log goes up to a position of it. Reads the log, so it may touch the
 * disk; it looks on from what it found before, so it reads little when asked often. Thread-safe.
 */
public final class AppliedStreams {

    private static final ReadLimit ONE = new ReadLimit(1, 1);

    private final QuorumQueue queue;
    private long foundFor;
    private SortedMap<SiteLog, Long> found = Collections.emptySortedMap();

    /** Makes one for a log. */
    public AppliedStreams(QuorumQueue queue) {
        this.queue = queue;
    }

    /**
     * The last offset of each stream whose position is not beyond the given one; streams without
     * any are left out.
     */
    public synchronized SortedMap<SiteLog, Long> upTo(long position) {
        if (position != foundFor) {
            var known = position > foundFor ? found : Collections.<SiteLog, Long>emptySortedMap();
            var offsets = new TreeMap<SiteLog, Long>();
            queue.streams()
                    .forEach((stream, end) -> {
                        var last = last(end, known.getOrDefault(stream, 0L), position);
                        if (last > 0) {
                            offsets.put(stream, last);
                        }
                    });
            // What the log does not hold yet would be missing from what is found for it.
            if (position > queue.lastPosition()) {
                return offsets;
            }
            found = Collections.unmodifiableSortedMap(offsets);
            foundFor = position;
        }
        return found;
    }

    /** Positions grow with offsets. */
    private long last(StreamEnd end, long known, long position) {
        var low = known;
        var high = end.lastOffset();
        while (low < high) {
            var middle = high - (high - low) / 2;
            if (position(end.stream(), middle) <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long position(SiteLog stream, long offset) {
        try {
            return queue.readStream(stream, offset, ONE).entries().getFirst().entry().position();
        } catch (QueueException e) {
            // Trimmed: the view had passed it long before.
            return 0;
        }
    }
}
