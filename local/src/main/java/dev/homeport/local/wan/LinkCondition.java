package dev.homeport.local.wan;

/** What one direction of a link does to the bytes that enter it. */
public enum LinkCondition {

    /** Bytes arrive, after the link's latency and as fast as its bandwidth allows. */
    OPEN,

    /**
     * The link is gone and both ends are told: connections were reset, new ones are refused. Always
     * in both directions at once.
     */
    CUT,

    /**
     * Every packet of this direction is lost, acknowledgements of the other direction included, and
     * nobody is told. Connections stay up; new ones hang, whichever side dials, because a handshake
     * needs both directions. Bytes of the other direction go on arriving until as many as the
     * emulated window are without acknowledgement; then they wait too.
     */
    CUT_ONE_WAY,

    /**
     * Bytes of this direction stop, as in a network box that buffers and never sends, but
     * acknowledgements pass: the other direction, if it is open, goes on without limit. New
     * connections hang.
     */
    STALLED;

    /** Returns whether bytes of this direction wait without anybody being told. */
    public boolean holds() {
        return this == CUT_ONE_WAY || this == STALLED;
    }
}
