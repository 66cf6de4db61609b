package dev.homeport.coordinator.claim;

import dev.homeport.vocabulary.AccountId;
import java.util.List;
import java.util.Optional;

/** The claims as they stand, to be read. Calls may touch the disk. */
public interface ClaimView {

    /** Who holds a name; empty when nobody does. */
    Optional<Claim> claim(ClaimKey key);

    /** The latest operation of an account; empty when it had none. */
    Optional<LastOperation> lastOperation(AccountId account);

    /** The count of time. */
    long tick();

    /** The versions of the secret in use. */
    KeyVersions versions();

    /**
     * Names whose quarantine is over, by the tick at which it ended.
     *
     * @param tick the latest such tick, inclusive
     * @param limit how many to return at most
     */
    List<ClaimKey> freeAt(long tick, int limit);

    /** The account that a name resolves to; only an owner does. */
    default Optional<AccountId> resolve(ClaimKey key) {
        return claim(key)
                .filter(claim -> claim.state() == ClaimState.CONFIRMED)
                .map(Claim::account);
    }
}
