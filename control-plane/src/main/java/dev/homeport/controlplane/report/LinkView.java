package dev.homeport.controlplane.report;

import dev.homeport.vocabulary.SiteId;
import java.util.OptionalLong;

/**
 * How a link of a site is doing. Immutable and thread-safe.
 *
 * @param origin whose entries come over it
 * @param state name of its state, such as {@code UP}
 * @param lagEntries how many entries are known to exist that have not come; nothing while that is
 *     not known
 * @param oldestUnshippedMillis for how long the oldest of them has been waiting, in milliseconds
 * @param detail what an operator should know besides; empty when nothing
 */
public record LinkView(
        SiteId origin,
        String state,
        OptionalLong lagEntries,
        OptionalLong oldestUnshippedMillis,
        String detail) {

    /** Tells whether the origin is heard and its entries come. */
    public boolean isUp() {
        return state.equals("UP") || state.equals("IDLE");
    }
}
