package dev.homeport.dcnode.home.lease;

import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Comparator;

/**
 * Whom a lease belongs to: one boot of one node of one life of a site's log. A node that restarts
 * is another holder, because it remembers nothing of what was granted to it.
 *
 * @param log the site's log
 * @param node number of the node in its site, from 1
 * @param boot number of the node's boot, kept on its disk and raised before anything is asked for
 */
public record HolderId(SiteLog log, int node, long boot) implements Comparable<HolderId> {

    private static final Comparator<HolderId> ORDER =
            Comparator.comparing(HolderId::log)
                    .thenComparingInt(HolderId::node)
                    .thenComparingLong(HolderId::boot);

    /** The site that the holder acknowledges for. */
    public SiteId site() {
        return log.site();
    }

    /** Tells whether this is a later boot of the same node. */
    public boolean succeeds(HolderId older) {
        return log.equals(older.log) && node == older.node && boot > older.boot;
    }

    @Override
    public int compareTo(HolderId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return log + "/" + node + "." + boot;
    }
}
