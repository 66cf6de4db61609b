package dev.homeport.simulation.lease;

/**
 * What the troubles of a run are bent towards. Without a focus each seed draws a mixture of its
 * own. Some rules of the protocol only matter in such rare company that no mixture comes upon it in
 * a reasonable number of seeds; a focus keeps that company together and leaves the moments to
 * chance. Every focus stays within what the protocol promises to bear.
 */
public enum Focus {
    /** Whatever the seed draws. */
    NONE,

    /**
     * The clocks of nodes are as slow and those of witnesses as fast as is allowed, leases are
     * long, and sites are cut off until they end.
     */
    CLOCKS_AT_THE_BOUND,

    /**
     * Leaders are deposed, know it at once and learn late what they committed, while their site is
     * taken over.
     */
    DEPOSED_LEADERS,

    /** Logs that stall for seconds, under moves to and fro. */
    STALLING_LOGS,

    /**
     * One site is never heard by one of the other witnesses. Its leader stops for a while; another
     * witness restarts meanwhile, and the site is taken over.
     */
    WITNESS_RESTARTS,

    /** The same, with a witness that is put back from an older copy. */
    WITNESS_ROLLBACKS,

    /** The same, with a witness that loses its store. */
    WITNESS_LOSSES,

    /** The same, with a lost store after all leases were made shorter. */
    SHRUNK_LEASES,

    /**
     * A witness answers where nobody hears it, loses its store together with its site's memory,
     * lives a second life, and is put back from the end of the first.
     */
    SECOND_LIVES,

    /**
     * A witness loses its store just after a grant of which the other two that matter have not
     * heard yet.
     */
    MISSED_ASKS
}
