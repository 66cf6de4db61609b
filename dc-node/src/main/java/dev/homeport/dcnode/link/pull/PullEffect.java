package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;

/** What a {@link Puller} wants done. Immutable. */
public sealed interface PullEffect {

    /**
     * Dial a node.
     *
     * @param line number that the line gets
     * @param peer the node
     * @param origin whose entries are wanted
     */
    record Dial(long line, NodeName peer, SiteId origin) implements PullEffect {}

    /**
     * Ask.
     *
     * @param line number of the line
     * @param ask what
     */
    record Say(long line, Ask ask) implements PullEffect {}

    /**
     * End a line; nothing that is said on it matters any more.
     *
     * @param line number of the line
     */
    record HangUp(long line) implements PullEffect {}

    /**
     * Append {@link Puller#batch} to the log.
     *
     * @param number comes back with {@link PullInput.Settled}
     * @param origin the origin
     * @param stream which of its streams
     * @param firstOffset offset of the batch's first entry
     * @param lastOffset offset of its last
     */
    record Append(long number, SiteId origin, SiteLog stream, long firstOffset, long lastOffset)
            implements PullEffect {}

    /**
     * Tell an operator.
     *
     * @param text what
     */
    record Warn(String text) implements PullEffect {}
}
