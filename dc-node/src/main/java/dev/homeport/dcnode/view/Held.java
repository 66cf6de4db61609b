package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.vocabulary.AccountId;
import java.util.Map;

/**
 * What the view held, before a batch, of that which the batch touches.
 *
 * @param messages those of the messages that the batch sends or delivers which it held
 * @param places the numbers that messages had in inboxes, of {@link Traffic#places}
 * @param ends the last place of each inbox that the batch delivers to; none for an empty one
 */
public record Held(
        Map<DerivedId, Message> messages,
        Map<Place, SyncKey> places,
        Map<AccountId, SyncKey> ends) {

    /** Makes it. */
    public Held {
        messages = Map.copyOf(messages);
        places = Map.copyOf(places);
        ends = Map.copyOf(ends);
    }

    /**
     * A message.
     *
     * @param sender who sent it
     * @param text what it says
     * @param sentAtMillis wall clock of the sender's home when it took the message
     */
    public record Message(AccountId sender, String text, long sentAtMillis) {}

    /**
     * A message in an inbox; it has at most one number there.
     *
     * @param account whose inbox
     * @param message id of the message
     */
    public record Place(AccountId account, DerivedId message) {}
}
