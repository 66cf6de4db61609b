package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.SiteLog;
import java.util.List;

/**
 * Consecutive entries of another site's stream, as a link pulls them: whoever serves them says what
 * stands before and what stands at the end, so that the receiver can check both.
 *
 * @param stream the stream
 * @param firstOffset offset of the first entry, from 1
 * @param previousHash the stream's running hash before the first entry
 * @param drafts the entries, at least one, at most {@value #MAX_ENTRIES} and {@value #MAX_BYTES}
 *     bytes of payload
 * @param lastHash the stream's running hash at the last entry
 */
public record MirrorBatch(
        SiteLog stream,
        long firstOffset,
        RunningHash previousHash,
        List<Draft> drafts,
        RunningHash lastHash) {

    /** The greatest number of entries. */
    public static final int MAX_ENTRIES = 4096;

    /** The greatest size of all payloads together in bytes. */
    public static final int MAX_BYTES = 2 * 1024 * 1024;

    /**
     * Makes a batch.
     *
     * @throws IllegalArgumentException if the first offset is below 1 or there are no entries, too
     *     many or too large ones
     */
    public MirrorBatch {
        drafts = List.copyOf(drafts);
        if (firstOffset < 1) {
            throw new IllegalArgumentException(
                    "firstOffset: " + firstOffset + " of " + stream + " is below 1");
        }
        if (drafts.isEmpty() || drafts.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "drafts: a mirror batch of "
                            + stream
                            + " has "
                            + drafts.size()
                            + " entries; it carries 1 to "
                            + MAX_ENTRIES);
        }
        var bytes = drafts.stream().mapToLong(draft -> draft.payload().size()).sum();
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "drafts: a mirror batch of "
                            + stream
                            + " has payloads of "
                            + bytes
                            + " bytes; it carries at most "
                            + MAX_BYTES);
        }
    }

    /** Offset of the last entry. */
    public long lastOffset() {
        return firstOffset + drafts.size() - 1;
    }
}
