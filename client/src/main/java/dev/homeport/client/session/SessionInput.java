package dev.homeport.client.session;

import dev.homeport.client.Home;

/** What can happen to a session. Connections are numbered, so that late news are recognised. */
public sealed interface SessionInput {

    /** Begin. */
    record Start() implements SessionInput {}

    /**
     * The router named the account's home.
     *
     * @param home the home
     */
    record Located(Home home) implements SessionInput {}

    /**
     * The router could not be asked, or did not know.
     *
     * @param detail why
     */
    record LocateFailed(String detail) implements SessionInput {}

    /**
     * A connection is open.
     *
     * @param connection its number
     */
    record Opened(long connection) implements SessionInput {}

    /**
     * A connection could not be opened, or has ended.
     *
     * @param connection its number
     * @param code the code that the site closed it with, 1006 if it did not
     * @param detail why
     */
    record Broken(long connection, int code, String detail) implements SessionInput {}

    /**
     * A frame came in.
     *
     * @param connection the connection's number
     * @param frame the frame
     */
    record Heard(long connection, ServerFrame frame) implements SessionInput {}

    /**
     * Something came in that only shows that the other side is there.
     *
     * @param connection the connection's number
     */
    record Stirred(long connection) implements SessionInput {}

    /**
     * The caller wants a message sent.
     *
     * @param outgoing the message
     */
    record Send(Outgoing outgoing) implements SessionInput {}

    /** Time has passed; comes every 100 ms or so. */
    record Tick() implements SessionInput {}

    /**
     * The caller wants the session to end once everything sent is settled.
     *
     * @param untilNanos when to end in any case
     */
    record Stop(long untilNanos) implements SessionInput {}
}
