package dev.homeport.client.session;

import dev.homeport.client.InboxItem;
import dev.homeport.client.Kept;
import dev.homeport.client.Refusal;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import java.time.Duration;
import java.util.Optional;

/** What a site says on the socket. */
public sealed interface ServerFrame {

    /**
     * The token is good; the inbox follows. Comes again when the inbox is rolled back.
     *
     * @param after the place that it follows
     * @param start how that relates to the client's key
     * @param staleMillis how old the site's view may be
     */
    record Welcome(SyncKey after, SyncStart start, long staleMillis) implements ServerFrame {}

    /**
     * A message is taken.
     *
     * @param requestId its request
     * @param messageId its id
     * @param kept whether it is the one that was sent
     */
    record Accepted(String requestId, String messageId, Kept kept) implements ServerFrame {}

    /**
     * A message is not, or perhaps not, taken; or a frame made no sense.
     *
     * @param requestId its request, if it was one
     * @param refusal why
     */
    record Refused(Optional<String> requestId, Refusal refusal) implements ServerFrame {}

    /**
     * A message for this account.
     *
     * @param item the message
     */
    record Message(InboxItem item) implements ServerFrame {}

    /**
     * The account's home is another site now.
     *
     * @param home which, and since which epoch
     * @param slot how long to stay before going there, for a client that has nothing to send; so
     *     that not all come to the new home at once
     */
    record Moved(MovedTo home, Duration slot) implements ServerFrame {}

    /**
     * The account's home is here still, and will be another site soon.
     *
     * @param next which, and since which epoch
     * @param slot how long to wait before connecting there as well, so that not all do so at once
     */
    record Moving(MovedTo next, Duration slot) implements ServerFrame {}

    /** I am. */
    record Pong() implements ServerFrame {}
}
