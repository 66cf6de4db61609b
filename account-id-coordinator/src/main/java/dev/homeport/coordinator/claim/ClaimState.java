package dev.homeport.coordinator.claim;

/** How far a claim has come. */
public enum ClaimState {
    /** Held for an account that is not there yet; it does not resolve and never lapses by time. */
    RESERVED,
    /** Owned by an account; it resolves. */
    CONFIRMED,
    /** Given up; nobody else gets it until its quarantine is over. */
    RELEASED
}
