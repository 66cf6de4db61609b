package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive entries of one stream, with what stands before them.
 *
 * @param stream the stream
 * @param previousHash the stream's running hash before the first entry (or at its end, when the
 *     slice is empty)
 * @param entries the entries in the order of their offsets; empty when there are none yet
 */
public record StreamSlice(SiteLog stream, RunningHash previousHash, List<JudgedEntry> entries) {

    /** Makes a slice. */
    public StreamSlice {
        entries = List.copyOf(entries);
    }

    /**
     * The slice in the form in which another site mirrors it; empty when the slice is.
     *
     * @throws IllegalArgumentException if it is larger than a mirror batch may be: a slice that was
     *     read with {@link ReadLimit#DEFAULT} never is
     */
    public Optional<MirrorBatch> toMirrorBatch() {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new MirrorBatch(
                        stream,
                        entries.getFirst().entry().offset(),
                        previousHash,
                        entries.stream().map(judged -> judged.entry().draft()).toList(),
                        entries.getLast().entry().hash()));
    }
}
