package dev.homeport.dcnode.home.lease;

/**
 * The rules of the lease protocol whose removal breaks an invariant, named so that a test can
 * remove one and must then see the simulator turn red. Production code runs with all of them.
 */
public enum LeaseRule {
    /** A site's footprint at a witness is the union of its unexpired leases. */
    FOOTPRINT_IS_UNION,
    /** A witness fsyncs footprint, table, floor and ceiling before it answers. */
    PERSIST_BEFORE_ANSWER,
    /** A witness refuses an ask at an older table than its own. */
    REFUSE_OLDER_TABLE,
    /** A grant counts only for the epoch that its table gives the shard. */
    GRANT_COUNTS_FOR_ITS_EPOCH,
    /** Asking at a table needs every epoch that it has ended to be closed in the site log. */
    CLOSE_BEFORE_ASKING,
    /** A closed lease still blocks a takeover that declares its site lost. */
    CLOSED_LEASE_BLOCKS_TAKEOVER,
    /** A refused or partial renewal erases nothing that it did not replace. */
    REFUSAL_ERASES_NOTHING,
    /** A grant counts from the time at which it was asked for. */
    COUNT_FROM_SEND_TIME,
    /** A lease needs a majority of the witnesses. */
    MAJORITY_OF_WITNESSES,
    /** The holder stops a margin early that is proportional to the lease. */
    MARGIN_IS_PROPORTIONAL,
    /** Wall and monotonic clock running apart void a grant. */
    SUSPENSION_VOIDS,
    /** A renewal never shortens what was granted before. */
    RENEWAL_NEVER_SHORTENS,
    /** The holder lowers its own expiry before it gives its word that a lease ends early. */
    LOWER_BEFORE_WORD,
    /** A deposed leader lowers its own expiry before it gives its lease back. */
    DEPOSED_STOPS_BEFORE_GIVING_BACK,
    /** A home read checks the lease, after the read barrier. */
    READ_CHECKS_LEASE,
    /** A write's lease is checked after it was committed and judged. */
    CHECK_AFTER_COMMIT,
    /** A restarted witness waits or is confirmed before it grants. */
    RESTART_WAITS,
    /** A restarted witness takes each footprint on its disk for unexpired. */
    RESTART_KEEPS_FOOTPRINTS,
    /** A restarted witness takes table, ceilings and numbers from its confirmers. */
    RESTART_TAKES_FROM_CONFIRMERS,
    /** A witness that is below a number that another has heard rejoins empty. */
    NUMBERS_FIND_RESTORED,
    /** An empty witness learns from a majority before it grants. */
    EMPTY_LEARNS,
    /** An empty witness takes a generation above all that are known. */
    EMPTY_TAKES_GENERATION,
    /** An empty witness waits the longest lease out, and begins again after a restart. */
    EMPTY_WAITS,
    /** An empty witness learns once more after its wait. */
    EMPTY_LEARNS_AGAIN,
    /** A restarted witness waits for the longest length ever set, not for today's. */
    LONGEST_TTL_EVER,
    /** A fence drops only leases granted below its version. */
    FENCE_DROPS_ONLY_OLDER,
    /** Nothing is acknowledged above the majority-th largest ceiling of the unexpired grants. */
    CEILING_BOUNDS_ACKNOWLEDGEMENT,
    /** Every entry is effective only at the epoch that is open in its log. */
    JUDGE_CHECKS_EPOCH,
    /** An opening is refused after an opening or closing of the same or a later epoch. */
    OPENING_ONLY_ONCE,
    /** A planned opening waits for the earlier home's closing. */
    OPENING_AWAITS_CLOSING,
    /** An opening after a loss waits until the lost site's leases have run out at a majority. */
    OPENING_AWAITS_EXPIRY
}
