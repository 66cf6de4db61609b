package dev.homeport.cli.chat;

import dev.homeport.client.Handle;
import dev.homeport.client.InboxItem;
import dev.homeport.client.Kept;
import dev.homeport.client.SyncKey;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.Optional;

/** What a chat tells. */
public sealed interface ChatEvent {

    /**
     * A site has said welcome.
     *
     * @param site the site
     * @param epoch the epoch at which it is the home
     */
    record Connected(SiteId site, Epoch epoch) implements ChatEvent {}

    /**
     * There is no connection; another one is on its way.
     *
     * @param detail why
     * @param retryMillis when it is tried
     */
    record Disconnected(String detail, long retryMillis) implements ChatEvent {}

    /**
     * The home is another site.
     *
     * @param site which
     * @param epoch its epoch
     */
    record Moved(SiteId site, Epoch epoch) implements ChatEvent {}

    /**
     * The inbox goes on from an earlier place; what was received beyond it is taken back.
     *
     * @param to the last place that still stands
     * @param seen the last place that was received
     */
    record RolledBack(SyncKey to, SyncKey seen) implements ChatEvent {}

    /**
     * A message came in.
     *
     * @param from who sent it, as far as it is known
     * @param item the message
     */
    record Received(Optional<Handle> from, InboxItem item) implements ChatEvent {}

    /**
     * A message is durable and will be delivered.
     *
     * @param requestId its request id
     * @param to its recipient
     * @param messageId its id
     * @param kept whether it is this one
     * @param site the site that said so
     */
    record Acknowledged(String requestId, Handle to, String messageId, Kept kept, SiteId site)
            implements ChatEvent {}

    /**
     * A message was not taken.
     *
     * @param requestId its request id
     * @param to its recipient
     * @param code why, in one word
     * @param detail why, in a sentence
     */
    record Refused(String requestId, Handle to, ErrorCode code, String detail)
            implements ChatEvent {}

    /**
     * Nobody knows whether a message was taken.
     *
     * @param requestId its request id
     * @param to its recipient
     * @param detail why
     */
    record Unknown(String requestId, Handle to, String detail) implements ChatEvent {}

    /**
     * A line was not sent.
     *
     * @param line its number, from 1
     * @param detail why, and the mend
     */
    record Unsent(long line, String detail) implements ChatEvent {}

    /**
     * The site made no sense of something: a defect of one of the two.
     *
     * @param detail what it said
     */
    record Complaint(String detail) implements ChatEvent {}

    /**
     * The session has ended before its time.
     *
     * @param code why, in one word
     * @param detail why, in a sentence
     */
    record Ended(ErrorCode code, String detail) implements ChatEvent {}
}
