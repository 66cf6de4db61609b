package dev.homeport.quorumqueue.adapter.disk;

import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.StreamSlice;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.quorumqueue.frame.HashChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads entries back: the index says where they are, the engine's log holds them. Thread-safe. */
public final class EntryReader {

    private final AppliedIndex index;
    private final FrameSource frames;

    /** Makes a reader. */
    public EntryReader(AppliedIndex index, FrameSource frames) {
        this.index = index;
        this.frames = frames;
    }

    /**
     * Reads entries in the order of positions.
     *
     * @param fromPosition the first wanted, at most one beyond the last
     * @param lastPosition the last that may be returned: it is in the index
     */
    public List<JudgedEntry> read(long fromPosition, long lastPosition, ReadLimit limit)
            throws IOException {
        var taken = new Taken(limit);
        if (fromPosition > lastPosition) {
            return taken.entries;
        }
        var runs = index.runs();
        var position = fromPosition;
        for (var number = runs.find(fromPosition); position <= lastPosition; number++) {
            var run = runs.get(number);
            if (!take(run, position - run.firstPosition(), taken)) {
                break;
            }
            position = run.lastPosition() + 1;
        }
        return taken.entries;
    }

    /**
     * Reads entries of one stream in the order of offsets.
     *
     * @param end where the stream ends
     * @param fromOffset the first wanted, at most one beyond the end
     */
    public StreamSlice readStream(StreamEnd end, long fromOffset, ReadLimit limit)
            throws IOException {
        var file = index.streamOrNull(end.stream());
        var taken = new Taken(limit);
        if (fromOffset > end.lastOffset() || file == null) {
            return new StreamSlice(end.stream(), end.hash(), taken.entries);
        }
        var offset = fromOffset;
        for (var place = file.find(fromOffset); offset <= end.lastOffset(); place++) {
            var run = index.runs().get(file.runNumber(place));
            if (!take(run, offset - run.firstOffset(), taken)) {
                break;
            }
            offset = run.lastOffset() + 1;
        }
        return new StreamSlice(end.stream(), taken.previousHash(end.hash()), taken.entries);
    }

    /** Takes the entries of a run from a place in it on; tells whether there is room for more. */
    private boolean take(Run run, long from, Taken taken) throws IOException {
        var drafts = frames.frame(run.engineIndex()).drafts();
        var verdicts = index.verdicts().read(run.verdictsAt(), run.verdictCount());
        var chain = new HashChain();
        var hash = run.previousHash();
        for (var i = 0; i < run.count(); i++) {
            var draft = drafts.get(run.skipped() + i);
            var before = hash;
            hash = chain.next(hash, run.firstOffset() + i, draft);
            if (i < from) {
                continue;
            }
            var position = run.firstPosition() + i;
            var entry = new Entry(run.stream(), run.firstOffset() + i, position, draft, hash);
            var verdict = verdicts.getOrDefault(position, Verdict.EFFECTIVE);
            if (!taken.add(new JudgedEntry(entry, verdict), before)) {
                return false;
            }
        }
        return true;
    }

    private static final class Taken {

        private final ReadLimit limit;
        private final List<JudgedEntry> entries = new ArrayList<>();
        private final List<RunningHash> firstPrevious = new ArrayList<>(1);
        private long bytes;

        Taken(ReadLimit limit) {
            this.limit = limit;
        }

        boolean add(JudgedEntry judged, RunningHash previousHash) {
            if (entries.size() >= limit.maxEntries() || bytes >= limit.maxBytes()) {
                return false;
            }
            if (entries.isEmpty()) {
                firstPrevious.add(previousHash);
            }
            entries.add(judged);
            bytes += judged.entry().payload().size();
            return true;
        }

        RunningHash previousHash(RunningHash otherwise) {
            return firstPrevious.isEmpty() ? otherwise : firstPrevious.getFirst();
        }
    }
}
