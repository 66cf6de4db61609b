package dev.homeport.client;

/** How the place that a sync goes on from relates to the key that the client has. */
public enum SyncStart {
    /** It is the client's key. */
    GOES_ON,
    /** A later home inherited less: what lies beyond comes again at other places. */
    ROLLED_BACK,
    /** The client has seen more than this site has: nothing new until it has caught up. */
    BEHIND
}
