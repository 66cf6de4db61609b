package dev.homeport.dcnode.view;

import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.vocabulary.AccountId;

/**
 * A place that was filled in an inbox.
 *
 * @param account whose inbox
 * @param key the place
 */
public record Arrival(AccountId account, SyncKey key) {}
