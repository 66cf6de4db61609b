package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a site says in its own stream of how far its log mirrors a lost site, while the homes of
 * that site are taken over. Immutable and thread-safe.
 *
 * @param kind what is said
 * @param stream the lost site's stream; what is said of it holds for the site
 * @param offset up to where it is here or will be fetched, 0 unless it is stated
 * @param tableVersion the table because of which it is said, from 1
 */
public record PauseWord(Kind kind, SiteLog stream, long offset, long tableVersion) {

    /** What is said. */
    public enum Kind {
        /** From here on the log takes nothing more of the site, so where its mirror ends stays. */
        FROZEN,
        /** The log has the stream up to the offset, or will fetch it so far and no further. */
        STATED,
        /** The log takes everything again. */
        ENDED
    }

    /**
     * Makes a word.
     *
     * @throws IllegalArgumentException if the offset or the version is out of range
     */
    public PauseWord {
        if (offset < 0 || (kind != Kind.STATED && offset != 0) || tableVersion < 1) {
            throw new IllegalArgumentException(
                    "pause: " + kind + " at offset " + offset + " by table " + tableVersion);
        }
    }

    /** The lost site. */
    public SiteId lost() {
        return stream.site();
    }

    /** Tells whether it states more of the site than another word does. */
    public boolean statesMoreThan(PauseWord other) {
        var lives = Long.compare(stream.incarnation(), other.stream.incarnation());
        return lives > 0 || (lives == 0 && offset > other.offset);
    }

    /** Up to where the log takes the stream, if that is stated. */
    public SortedMap<SiteLog, Long> stated() {
        var upTo = new TreeMap<SiteLog, Long>();
        if (kind == Kind.STATED) {
            upTo.put(stream, offset);
        }
        return upTo;
    }

    /** The last offset of a stream of the lost site that the log takes. */
    public long limit(SiteLog ofLost) {
        if (kind == Kind.ENDED) {
            return Long.MAX_VALUE;
        }
        if (kind == Kind.FROZEN || ofLost.incarnation() > stream.incarnation()) {
            return 0;
        }
        // A life that is over was ended by the one after it, so nothing of it can come in between.
        return ofLost.incarnation() < stream.incarnation() ? Long.MAX_VALUE : offset;
    }
}
