package dev.homeport.dcnode.home.holder;

import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;

/** What a lease holder wants done. */
public sealed interface HolderEffect {

    /**
     * Send an ask; it may be lost.
     *
     * @param witness whom to ask
     * @param ask what to ask
     */
    record Send(SiteId witness, LeaseAsk ask) implements HolderEffect {}

    /**
     * Tell the node of a newer table that a witness handed over.
     *
     * @param table the table
     */
    record TableFound(RoutingTable table) implements HolderEffect {}
}
