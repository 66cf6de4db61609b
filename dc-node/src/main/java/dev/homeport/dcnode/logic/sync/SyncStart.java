package dev.homeport.dcnode.logic.sync;

import dev.homeport.dcnode.logic.sync.InboxView.Standing;

/**
 * Where a client's sync goes on from, decided from the key that it has.
 *
 * @param from the place to go on from
 * @param kind whether that is the client's own
 */
public record SyncStart(SyncKey from, Kind kind) {

    /** How the place to go on from relates to the client's key. */
    public enum Kind {
        /** It is the client's key. */
        GOES_ON,
        /**
         * The client's key lies past the end of what a later home inherited: what the client has
         * seen beyond it is not in the inbox any more, and will come again at other places once it
         * is adopted.
         */
        ROLLED_BACK,
        /**
         * The client has seen more than this site's view, or the view is being built again: nothing
         * to tell it until that is here.
         */
        BEHIND
    }

    /** Decides. Pure. */
    public static SyncStart decide(SyncKey asked, Standing standing) {
        if (standing.rebuilding()) {
            return new SyncStart(asked, Kind.BEHIND);
        }
        if (!asked.isAfter(standing.lastAtOrBelow())) {
            return new SyncStart(asked, Kind.GOES_ON);
        }
        if (asked.epoch().isBefore(standing.opening())) {
            return new SyncStart(standing.lastAtOrBelow(), Kind.ROLLED_BACK);
        }
        return new SyncStart(asked, Kind.BEHIND);
    }
}
