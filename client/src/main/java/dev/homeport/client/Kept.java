package dev.homeport.client;

/** Which message holds under a request id. */
public enum Kept {
    /** This one, taken now. */
    THIS,
    /** The same one, taken earlier. */
    SAME,
    /** One with another text or recipient, taken earlier; this one was not taken. */
    OTHER
}
