package dev.homeport.coordinator.state;

import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.vocabulary.AccountId;

/**
 * A name that is held for an account which does not own it yet.
 *
 * @param account the account
 * @param key the name
 */
public record Reservation(AccountId account, ClaimKey key) {}
