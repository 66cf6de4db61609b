package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.SiteLog;

/**
 * One committed fact at its place in the log. Immutable and thread-safe.
 *
 * @param stream the stream that it belongs to: this site's own, or the mirror of another's
 * @param offset its number in the stream: 1, 2, 3, … without gaps, the same at every site
 * @param position its number in this site's log over own and mirrored entries: 1, 2, 3, … without
 *     gaps, the same on every replica of the site and meaningless elsewhere
 * @param draft what its author wrote
 * @param hash the stream's running hash up to and including this entry
 */
public record Entry(SiteLog stream, long offset, long position, Draft draft, RunningHash hash) {

    /** What kind of fact it is. */
    public int type() {
        return draft.type();
    }

    /** Version of the payload's format. */
    public int formatVersion() {
        return draft.formatVersion();
    }

    /** The id that its author gave it. */
    public EntryId id() {
        return draft.id();
    }

    /** The fact itself. */
    public Payload payload() {
        return draft.payload();
    }

    /** Where it stands, in words that mean the same at every site. */
    public EntryAddress address() {
        return new EntryAddress(stream, offset);
    }
}
