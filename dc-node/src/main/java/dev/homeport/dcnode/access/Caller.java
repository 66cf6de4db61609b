package dev.homeport.dcnode.access;

import dev.homeport.vocabulary.AccountId;

/** Who asks, as a token that was checked names it. */
public sealed interface Caller {

    /** When the token ends, in milliseconds since 1970 UTC. */
    long expiresAtMillis();

    /**
     * An account.
     *
     * @param account which one
     * @param expiresAtMillis when the token ends
     */
    record AccountHolder(AccountId account, long expiresAtMillis) implements Caller {}

    /**
     * Somebody who may register accounts, and nothing else.
     *
     * @param name the registrar's name
     * @param expiresAtMillis when the token ends
     */
    record Registrar(String name, long expiresAtMillis) implements Caller {}
}
