package dev.homeport.dcnode.logic.account;

import dev.homeport.dcnode.entry.Handle;
import dev.homeport.vocabulary.AccountId;

/**
 * An account as the views show it.
 *
 * @param id its id
 * @param handle its handle
 * @param registeredAtMillis wall clock of its home when it was registered, milliseconds since 1970
 */
public record Account(AccountId id, Handle handle, long registeredAtMillis) {}
