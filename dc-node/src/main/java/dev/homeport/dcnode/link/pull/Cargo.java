package dev.homeport.dcnode.link.pull;

/** What a word may carry. */
public sealed interface Cargo permits Shipment, Cargo.Trimmed {

    /** The round that it belongs to. */
    long round();

    /**
     * What was asked for is not kept there any more.
     *
     * @param round the round that it belongs to
     * @param firstOffset the first entry that is kept
     */
    record Trimmed(long round, long firstOffset) implements Cargo {}
}
