package dev.homeport.client.session;

/** Where a session is on the way to its home. */
enum Phase {
    /** It has not begun. */
    NEW,
    /** It pauses between two connections. */
    WAITING,
    /** The router is asked. */
    LOCATING,
    /** A connection is being opened. */
    CONNECTING,
    /** A connection is open, and the site has not said welcome. */
    GREETING,
    /** The site has said welcome. */
    LIVE,
    /** It has ended. */
    ENDED;

    boolean isUpOrComing() {
        return this == CONNECTING || this == GREETING || this == LIVE;
    }
}
