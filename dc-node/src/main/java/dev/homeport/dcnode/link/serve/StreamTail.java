package dev.homeport.dcnode.link.serve;

import dev.homeport.dcnode.link.pull.Unshipped;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Remembers when the newest entries of each stream came to this node and how large they are, so
 * that it can be told how much has not been shipped and how old it is. Of each stream it keeps at
 * most {@value #MOST_MARKS} marks; when there are more, every second one is forgotten, and the
 * figures become coarser, erring towards more and older.
 *
 * <p>Thread-safe.
 */
public final class StreamTail {

    private static final int MOST_MARKS = 1_024;

    /** The stream had grown to an offset, and by so many bytes since the first mark, at a time. */
    private record Mark(long offset, long bytes, long atNanos) {}

    private final Map<SiteLog, List<Mark>> marks = new HashMap<>();

    /**
     * Begins to watch a stream: what it has is taken for having come now.
     *
     * @param endOffset where it ends, 0 without entries
     * @param nowNanos the monotonic clock
     */
    public synchronized void begin(SiteLog stream, long endOffset, long nowNanos) {
        var of = new ArrayList<Mark>();
        of.add(new Mark(endOffset, 0, nowNanos));
        marks.put(stream, of);
    }

    /**
     * A stream has grown.
     *
     * @param firstOffset its first new entry
     * @param lastOffset its last new entry
     * @param bytes size of the payloads of the new entries
     * @param nowNanos the monotonic clock
     */
    public synchronized void grown(
            SiteLog stream, long firstOffset, long lastOffset, long bytes, long nowNanos) {
        var of = marks.computeIfAbsent(stream, _ -> new ArrayList<>());
        if (of.isEmpty()) {
            of.add(new Mark(firstOffset - 1, 0, nowNanos));
        }
        if (lastOffset <= of.getLast().offset()) {
            // It had come already when the watch began.
            return;
        }
        of.add(new Mark(lastOffset, of.getLast().bytes() + bytes, nowNanos));
        if (of.size() > MOST_MARKS) {
            thinOut(of);
        }
    }

    /**
     * Of two neighbours the later goes: it takes its time from the one before it, so that what it
     * covered is taken for older than it is, never for younger.
     */
    private static void thinOut(List<Mark> of) {
        var kept = new ArrayList<Mark>(MOST_MARKS / 2 + 2);
        kept.add(of.getFirst());
        for (var i = 1; i < of.size(); i += 2) {
            var earlier = of.get(i);
            var last = i + 1 < of.size() ? of.get(i + 1) : earlier;
            kept.add(new Mark(last.offset(), last.bytes(), earlier.atNanos()));
        }
        of.clear();
        of.addAll(kept);
    }

    /**
     * What has not been shipped of a stream.
     *
     * @param shippedOffset the last offset that was
     * @param endOffset where the stream ends here
     * @param nowNanos the monotonic clock
     */
    public synchronized Unshipped unshipped(
            SiteLog stream, long shippedOffset, long endOffset, long nowNanos) {
        if (shippedOffset >= endOffset) {
            return new Unshipped(0, OptionalLong.of(0), 0);
        }
        var of = marks.getOrDefault(stream, List.of());
        if (of.isEmpty()) {
            return new Unshipped(endOffset - shippedOffset, OptionalLong.empty(), 0);
        }
        var at = firstBeyond(of, shippedOffset);
        if (at == of.size()) {
            // It has grown, but nobody has told of it yet.
            return new Unshipped(endOffset - shippedOffset, OptionalLong.empty(), 0);
        }
        return new Unshipped(
                endOffset - shippedOffset,
                at == 0 && of.getFirst().offset() != shippedOffset
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                of.getLast().bytes() - of.get(Math.max(0, at - 1)).bytes()),
                millisBetween(of.get(at).atNanos(), nowNanos));
    }

    /**
     * For how long an entry has been here: at least so long; 0 when that is not known.
     *
     * @param nowNanos the monotonic clock
     */
    public synchronized long ageMillis(SiteLog stream, long offset, long nowNanos) {
        var of = marks.getOrDefault(stream, List.of());
        var at = firstBeyond(of, offset - 1);
        return at == of.size() ? 0 : millisBetween(of.get(at).atNanos(), nowNanos);
    }

    private static int firstBeyond(List<Mark> of, long offset) {
        var low = 0;
        var high = of.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (of.get(middle).offset() > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long millisBetween(long fromNanos, long toNanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(toNanos - fromNanos));
    }
}
