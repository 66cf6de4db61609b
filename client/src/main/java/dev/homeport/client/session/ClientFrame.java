package dev.homeport.client.session;

import dev.homeport.client.SyncKey;
import dev.homeport.vocabulary.AccountId;
import java.util.Optional;

/** What a client says on the socket. */
public sealed interface ClientFrame {

    /**
     * The first frame of a connection.
     *
     * @param token the account's token
     * @param after the last place that the client has; without one, the site knows where the
     *     account's clients were last
     */
    record Hello(String token, Optional<SyncKey> after) implements ClientFrame {

        @Override
        public String toString() {
            return "Hello[after=" + after + "]";
        }
    }

    /**
     * A message.
     *
     * @param requestId the name under which it may be repeated
     * @param to the recipient
     * @param text what it says
     */
    record Send(String requestId, AccountId to, String text) implements ClientFrame {}

    /**
     * Everything up to here has arrived.
     *
     * @param key the place
     */
    record Ack(SyncKey key) implements ClientFrame {}

    /** Are you there? */
    record Ping() implements ClientFrame {}
}
