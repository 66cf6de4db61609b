package dev.homeport.dcnode.logic.message;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.AccountId;

/**
 * A message that was sent and has no place in its recipient's inbox yet.
 *
 * @param message its id
 * @param recipient who is to get it
 * @param sent the entry that sent it
 */
public record Undelivered(DerivedId message, AccountId recipient, EntryAddress sent) {}
