package dev.homeport.cli.chat;

import dev.homeport.client.Handle;
import dev.homeport.client.InboxItem;
import dev.homeport.client.SendResult;
import dev.homeport.client.session.SessionNews;

/** What a chat has to react to, in the order in which it comes. */
public sealed interface Happening {

    /**
     * A line was typed.
     *
     * @param number its number, from 1
     * @param text the line without its end
     */
    record Typed(long number, String text) implements Happening {}

    /**
     * A line was typed that cannot be read.
     *
     * @param number its number, from 1
     * @param detail what is wrong, and the mend
     */
    record Unreadable(long number, String detail) implements Happening {}

    /** Nothing more will be typed. */
    record EndOfInput() implements Happening {}

    /**
     * A message came in.
     *
     * @param item the message
     */
    record Incoming(InboxItem item) implements Happening {}

    /**
     * The session stands otherwise.
     *
     * @param news how
     */
    record News(SessionNews news) implements Happening {}

    /**
     * What became of a message.
     *
     * @param requestId its request id
     * @param to its recipient
     * @param result what became of it
     */
    record Settled(String requestId, Handle to, SendResult result) implements Happening {}
}
