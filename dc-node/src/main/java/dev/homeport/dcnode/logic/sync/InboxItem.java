package dev.homeport.dcnode.logic.sync;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.vocabulary.AccountId;

/**
 * A message at its place in an inbox.
 *
 * @param key the place
 * @param message id of the message
 * @param sender who sent it
 * @param text what it says
 * @param sentAtMillis wall clock of the sender's home when it took the message
 */
public record InboxItem(
        SyncKey key, DerivedId message, AccountId sender, String text, long sentAtMillis) {}
