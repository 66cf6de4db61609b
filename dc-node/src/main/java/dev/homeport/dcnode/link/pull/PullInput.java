package dev.homeport.dcnode.link.pull;

import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.SiteId;
import java.util.List;

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
