package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;

/** What can happen to a witness. */
public sealed interface WitnessInput {

    /** The process has started with the state that it was made with. */
    record Started() implements WitnessInput {}

    /**
     * A holder asks.
     *
     * @param ask what it asks
     */
    record Asked(LeaseAsk ask) implements WitnessInput {}

    /**
     * Another witness says something.
     *
     * @param from which one
     * @param message what it says
     */
    record PeerSaid(SiteId from, PeerMessage message) implements WitnessInput {}

    /**
     * Somebody hands a table on.
     *
     * @param table the table
     */
    record TableOffered(RoutingTable table) implements WitnessInput {}

    /**
     * A voter of the coordinator tells up to where it grants, or asks.
     *
     * @param call number of the call, by which the answer finds it
     * @param mark the mark; 0 to ask and no more
     */
    record MarkRaised(long call, long mark) implements WitnessInput {}

    /** Time has passed. */
    record Tick() implements WitnessInput {}
}
