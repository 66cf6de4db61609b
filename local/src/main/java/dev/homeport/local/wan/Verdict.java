package dev.homeport.local.wan;

/** What is to be done with bytes that are on their way. Immutable and thread-safe. */
public sealed interface Verdict {

    /** Hand them over now. */
    Verdict DELIVERED = new Deliver();

    /** Keep them until the link changes. */
    Verdict HELD = new Hold();

    /** They are lost with their connection. */
    Verdict DROPPED = new Drop();

    /** They have arrived. */
    record Deliver() implements Verdict {}

    /**
     * They arrive later.
     *
     * @param atNanos when, if the link does not change
     */
    record Due(long atNanos) implements Verdict {}

    /** They wait for the link to change. */
    record Hold() implements Verdict {}

    /** The link was cut and both ends know. */
    record Drop() implements Verdict {}
}
