package dev.homeport.dcnode.home.holder;

import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.vocabulary.RoutingTable;

/** What can happen to a lease holder. */
public sealed interface HolderInput {

    /** The node has become leader of its site's log and has applied all that was committed. */
    record Led() implements HolderInput {}

    /** The node has learned that it does not lead any more. */
    record Deposed() implements HolderInput {}

    /**
     * The node has learned of a table, old or new.
     *
     * @param table the table
     */
    record TableLearned(RoutingTable table) implements HolderInput {}

    /**
     * The site log has gone on.
     *
     * @param closedThrough the highest version of a known table whose ended epochs are all closed
     *     in the log
     * @param end the committed end of the site's own stream
     */
    record LogAdvanced(long closedThrough, LogMark end) implements HolderInput {}

    /**
     * A witness has answered.
     *
     * @param answer what it said
     */
    record Answered(LeaseAnswer answer) implements HolderInput {}

    /** Time has passed. */
    record Tick() implements HolderInput {}
}
