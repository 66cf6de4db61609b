package dev.homeport.local.adapter.tcp;

import dev.homeport.local.wan.LinkCondition;
import dev.homeport.local.wan.LinkState;

/**
 * Counts what one direction of a connection has delivered since the opposite direction of its link,
 * which carries the acknowledgements, was cut. Guarded by the lock of its pipe.
 */
final class UnacknowledgedBytes {

    private long countingSinceNanos = Long.MIN_VALUE;
    private long bytes;

    /** Returns the count that it would be with some more bytes. */
    long with(LinkState opposite, int more) {
        if (opposite.condition() == LinkCondition.CUT_ONE_WAY
                && opposite.sinceNanos() != countingSinceNanos) {
            countingSinceNanos = opposite.sinceNanos();
            bytes = 0;
        }
        return bytes + more;
    }

    void add(int more) {
        bytes += more;
    }
}
