package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.move.MoveRules;

/**
 * Which rules a process of a site keeps to. Every main passes {@link #ALL}; only tests run a
 * process without one, to see that a drill finds what is missing. Immutable.
 *
 * @param lease of acknowledging by leases
 * @param move of moving homes: those of links and of adoption
 */
record SiteRules(LeaseRules lease, MoveRules move) {

    /** Every rule. */
    static final SiteRules ALL = new SiteRules(LeaseRules.ALL, MoveRules.ALL);
}
