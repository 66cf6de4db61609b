package dev.homeport.quorumqueue.replica;

import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.StreamSlice;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest entries, kept in memory within a bound: consumers that keep up read them without
 * touching the log. Thread-safe.
 */
public final class RecentEntries {

    private record Kept(JudgedEntry judged, RunningHash previousHash) {}

    private final long maxBytes;
    private final TreeMap<Long, Kept> byPosition = new TreeMap<>();
    private final Map<SiteLog, TreeMap<Long, Kept>> byOffset = new HashMap<>();
    private long bytes;

    /**
     * Makes an empty keep.
     *
     * @param maxBytes how many bytes of payload it keeps at most
     */
    public RecentEntries(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds a run at the end, dropping the oldest entries for it. */
    public synchronized void add(Outcome.Added run) {
        var previous = run.previousHash();
        var offsets = byOffset.computeIfAbsent(run.stream(), _ -> new TreeMap<>());
        for (var judged : run.entries()) {
            var kept = new Kept(judged, previous);
            byPosition.put(judged.entry().position(), kept);
            offsets.put(judged.entry().offset(), kept);
            bytes += weight(judged);
            previous = judged.entry().hash();
        }
        while (bytes > maxBytes && byPosition.size() > 1) {
            var oldest = byPosition.pollFirstEntry().getValue().judged();
            var stream = oldest.entry().stream();
            var ofStream = byOffset.get(stream);
            if (ofStream != null) {
                ofStream.remove(oldest.entry().offset());
            }
            bytes -= weight(oldest);
        }
    }

    private static long weight(JudgedEntry judged) {
        return 256L + judged.entry().payload().size();
    }

    /** Entries from a position on; empty when that position is not kept. */
    public synchronized Optional<List<JudgedEntry>> read(long fromPosition, ReadLimit limit) {
        return take(byPosition, fromPosition, limit)
                .map(taken -> taken.stream().map(Kept::judged).toList());
    }

    /** Entries of a stream from an offset on; empty when that offset is not kept. */
    public synchronized Optional<StreamSlice> readStream(
            SiteLog stream, long fromOffset, ReadLimit limit) {
        return take(byOffset.getOrDefault(stream, new TreeMap<>()), fromOffset, limit)
                .map(taken ->
                        new StreamSlice(
                                stream,
                                taken.getFirst().previousHash(),
                                taken.stream().map(Kept::judged).toList()));
    }

    private static Optional<List<Kept>> take(
            NavigableMap<Long, Kept> entries, long from, ReadLimit limit) {
        if (!entries.containsKey(from)) {
            return Optional.empty();
        }
        var taken = new ArrayList<Kept>();
        var bytes = 0L;
        for (var kept : entries.tailMap(from, true).values()) {
            if (taken.size() >= limit.maxEntries() || bytes >= limit.maxBytes()) {
                break;
            }
            taken.add(kept);
            bytes += kept.judged().entry().payload().size();
        }
        return Optional.of(taken);
    }
}
