package dev.homeport.client;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;

/** What became of a message that was sent. */
public sealed interface SendResult {

    /**
     * The home answered: a message is durable under this request id and will be delivered.
     *
     * @param messageId its id
     * @param kept whether it is this one
     * @param site the site that answered
     * @param epoch the epoch at which the client knew that site to be the home
     */
    record Acknowledged(String messageId, Kept kept, SiteId site, Epoch epoch)
            implements SendResult {}

    /**
     * It was not taken, and no attempt can have been.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements SendResult {}

    /**
     * It is not known whether it was taken: ask again with the same request id.
     *
     * @param detail why
     */
    record Unknown(String detail) implements SendResult {}
}
