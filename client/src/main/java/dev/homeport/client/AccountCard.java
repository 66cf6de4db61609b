package dev.homeport.client;

import dev.homeport.vocabulary.AccountId;

/**
 * An account as a site's view shows it.
 *
 * @param account its id
 * @param handle its handle
 */
public record AccountCard(AccountId account, String handle) {}
