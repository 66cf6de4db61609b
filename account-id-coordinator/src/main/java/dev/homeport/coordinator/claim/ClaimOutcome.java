package dev.homeport.coordinator.claim;

/** What became of a claim operation. */
public enum ClaimOutcome {
    /** The name is held for the account. */
    RESERVED,
    /** The account owns the name. */
    CONFIRMED,
    /** The account does not hold the name, or not any more. */
    RELEASED,
    /** Another account holds the name, or it is in quarantine. */
    TAKEN,
    /** There is no reservation of the account's to confirm. */
    NOT_RESERVED
}
