package dev.homeport.client.adapter.websocket;

import dev.homeport.client.InboxItem;
import dev.homeport.client.session.SessionNews;

/**
 * Hears what happens to one session. Called on the thread that drives all sessions, one call at a
 * time: an implementation must not block.
 */
public interface SessionListener {

    /** A message came in. */
    void received(InboxItem item);

    /** The session stands otherwise than before. */
    default void changed(SessionNews news) {}

    /**
     * A message goes out for the first time.
     *
     * @param requestId its request id
     */
    default void written(String requestId) {}
}
