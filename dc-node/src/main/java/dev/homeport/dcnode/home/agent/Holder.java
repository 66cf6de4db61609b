package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;

/**
 * The holder of a node's lease, as whoever follows the site's log and the table sees it. What it
 * cannot take in now it refuses with false, and nothing was done. Thread-safe.
 */
public interface Holder {

    /** The node has become leader of its site's log and has applied all that was committed. */
    boolean led();

    /** The node has learned that it does not lead any more. */
    boolean deposed();

    /** The node has learned of a table. */
    boolean tableLearned(RoutingTable table);

    /**
     * The site log has gone on.
     *
     * @param closedThrough the highest version of a known table whose ended epochs are all closed
     *     in the log
     * @param end the committed end of the site's own stream
     */
    boolean logAdvanced(long closedThrough, LogMark end);

    /** The shards for which this node holds the lease, at the epochs that a table gives. */
    ShardSet held(RoutingTable table);
}
