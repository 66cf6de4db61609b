package dev.homeport.coordinator.claim;

import dev.homeport.vocabulary.AccountId;

/**
 * Who holds a name, and how. Immutable and thread-safe.
 *
 * @param account the account that holds it, or held it last
 * @param state how far the claim has come
 * @param freeAtTick the tick from which a released name is free again; 0 in the other states
 * @param request what stands for the request that reserved it, as in {@link ClaimCommand.Reserve}
 */
public record Claim(AccountId account, ClaimState state, long freeAtTick, String request) {

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

    /** Makes a claim that no request can be told of. */
    public Claim(AccountId account, ClaimState state, long freeAtTick) {
        this(account, state, freeAtTick, "");
    }

    /** A claim that is not given up. */
    public static Claim held(AccountId account, ClaimState state) {
        return new Claim(account, state, 0);
    }

    /** Whether it is held because of a request, which is then asked again. */
    public boolean isOf(String asked) {
        return !asked.isEmpty() && asked.equals(request) && state != ClaimState.RELEASED;
    }

    /** Tells whether anybody may take the name now. */
    public boolean isFree(long tick) {
        return state == ClaimState.RELEASED && freeAtTick <= tick;
    }
}
