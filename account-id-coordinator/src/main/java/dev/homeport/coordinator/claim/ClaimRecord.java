package dev.homeport.coordinator.claim;

import dev.homeport.vocabulary.AccountId;

/** A fact about claims; replaying it is the only way in which they change. */
public sealed interface ClaimRecord {

    /**
     * A name is held so from now on.
     *
     * @param key the name
     * @param claim who holds it
     */
    record ClaimPut(ClaimKey key, Claim claim) implements ClaimRecord {}

    /**
     * A name is held by nobody.
     *
     * @param key the name
     */
    record ClaimRemoved(ClaimKey key) implements ClaimRecord {}

    /**
     * An account's latest operation.
     *
     * @param account the account
     * @param operation the operation and its outcome
     */
    record OperationSeen(AccountId account, LastOperation operation) implements ClaimRecord {}

    /**
     * The count of time has gone on.
     *
     * @param tick the count now
     */
    record Ticked(long tick) implements ClaimRecord {}

    /**
     * The versions in use are others now.
     *
     * @param versions the versions
     */
    record VersionsChanged(KeyVersions versions) implements ClaimRecord {}

    /**
     * Every key of a version is forgotten.
     *
     * @param version the version
     */
    record VersionForgotten(int version) implements ClaimRecord {}
}
