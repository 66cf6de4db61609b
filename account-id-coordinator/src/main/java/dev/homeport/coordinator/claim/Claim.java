package dev.homeport.coordinator.claim;

import dev.homeport.vocabulary.AccountId;

/**
 * Who holds a name, and how. Immutable and thread-safe.
 *
 * @param account the account that holds it, or held it last
 * @param state how far the claim has come
 * @param freeAtTick the tick from which a released name is free again; 0 in the other states
 */
public record Claim(AccountId account, ClaimState state, long freeAtTick) {

    /**
     * Makes a claim.
     *
     * @throws IllegalArgumentException if a tick is given in a state that has none
     */
    public Claim {
        if (freeAtTick < 0 || (freeAtTick > 0 && state != ClaimState.RELEASED)) {
            throw new IllegalArgumentException(
                    "freeAtTick: " + freeAtTick + " of a claim that is " + state);
        }
    }

    /** A claim that is not given up. */
    public static Claim held(AccountId account, ClaimState state) {
        return new Claim(account, state, 0);
    }

    /** Tells whether anybody may take the name now. */
    public boolean isFree(long tick) {
        return state == ClaimState.RELEASED && freeAtTick <= tick;
    }
}
