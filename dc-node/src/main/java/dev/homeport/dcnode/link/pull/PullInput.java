package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happens to a {@link Puller}. Immutable. */
public sealed interface PullInput {

    /** Time has passed. */
    record Tick() implements PullInput {}

    /**
     * Where the mirrors of an origin end in this site's log, as far as this node knows. Nothing is
     * pulled before the first.
     *
     * @param origin the origin
     * @param ends one end per incarnation; none when nothing is mirrored yet
     */
    record LocalEnds(SiteId origin, List<StreamEnd> ends) implements PullInput {

        /** Makes an input. */
        public LocalEnds {
            ends = List.copyOf(ends);
        }
    }

    /**
     * From here on nothing of an origin is taken from the origin itself, which is only looked out
     * for, and from other sites no more than is wanted still.
     *
     * @param origin the origin
     * @param upTo up to where which stream of it is wanted; nothing at all when none is named.
     *     Earlier lives of a stream that is named are wanted wholly, later ones not at all
     */
    record Paused(SiteId origin, SortedMap<SiteLog, Long> upTo) implements PullInput {

        /** Makes an input. */
        public Paused {
            upTo = Collections.unmodifiableSortedMap(new TreeMap<>(upTo));
        }
    }

    /**
     * An origin is pulled again as usual.
     *
     * @param origin the origin
     */
    record Resumed(SiteId origin) implements PullInput {}

    /**
     * Something was said.
     *
     * @param line number of the line
     * @param word what
     */
    record Heard(long line, Word word) implements PullInput {}

    /**
     * A line has ended, or could not be opened.
     *
     * @param line number of the line
     * @param reason why
     */
    record Ended(long line, String reason) implements PullInput {}

    /**
     * An append is settled.
     *
     * @param origin the origin
     * @param number of the append
     * @param outcome what became of it
     */
    record Settled(SiteId origin, long number, MirrorOutcome outcome) implements PullInput {}
}
