package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.InboxItem;
import dev.homeport.client.SendResult;

/** What a session wants done. */
public sealed interface SessionEffect {

    /** Ask the router for the account's home, and answer with an input. */
    record Locate() implements SessionEffect {}

    /**
     * Open a connection, and answer with an input.
     *
     * @param connection the number that it has from now on
     * @param home where to
     */
    record Open(long connection, Home home) implements SessionEffect {}

    /**
     * Write a frame.
     *
     * @param connection on which connection
     * @param frame the frame
     */
    record Write(long connection, ClientFrame frame) implements SessionEffect {}

    /**
     * Close a connection; nothing more of it is wanted.
     *
     * @param connection which
     */
    record Drop(long connection) implements SessionEffect {}

    /**
     * A message goes out for the first time.
     *
     * @param ticket which message
     */
    record Written(long ticket) implements SessionEffect {}

    /**
     * Tell the caller what became of a message.
     *
     * @param ticket which message
     * @param result what became of it
     */
    record Settled(long ticket, SendResult result) implements SessionEffect {}

    /**
     * Hand a message to the caller.
     *
     * @param item the message
     */
    record Received(InboxItem item) implements SessionEffect {}

    /**
     * Tell the caller how the session stands.
     *
     * @param news what changed
     */
    record Changed(SessionNews news) implements SessionEffect {}
}
