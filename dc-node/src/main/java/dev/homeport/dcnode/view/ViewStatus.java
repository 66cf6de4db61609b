package dev.homeport.dcnode.view;

import java.util.Optional;

/**
 * How the view stands to its log.
 *
 * @param position up to where it is applied, as far as the applier knows
 * @param lagEntries how many entries of the log it has not applied
 * @param lagMillis how long ago it was last seen level with the log; 0 while it is
 * @param trouble what keeps it from going on, empty while nothing does
 * @param reseeding how many shards are being built again from the log
 * @param differing how many shards were built again and differ all the same from what the site said
 *     that opened them
 */
public record ViewStatus(
        long position,
        long lagEntries,
        long lagMillis,
        Optional<String> trouble,
        int reseeding,
        int differing) {

    /** The status of a view none of whose shards is or was built again. */
    public ViewStatus(long position, long lagEntries, long lagMillis, Optional<String> trouble) {
        this(position, lagEntries, lagMillis, trouble, 0, 0);
    }

    /** How old a view may be and still count as up to date. */
    private static final long CURRENT_MILLIS = 5_000;

    /** Tells whether what the view does not show can be taken for absent. */
    public boolean isCurrent() {
        return trouble.isEmpty() && lagMillis < CURRENT_MILLIS;
    }
}
