package dev.homeport.client.session;

/** Where a session is on the way to its home. */
enum Phase {
    /** It has not begun. */
    NEW,
    /** It pauses between two connections. */
    WAITING,
    /** The router is asked. */
    LOCATING,
    /** There is a connection, up or coming up. */
    CONNECTED,
    /** It has ended. */
    ENDED
}
