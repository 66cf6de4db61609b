package dev.homeport.simulation.lease;

/** Counts of what runs have reached, so that a test can tell a quiet run from a passed one. */
public final class Coverage {

    private long acknowledged;
    private long withheld;
    private long reads;
    private long openings;
    private long takeovers;
    private long openInTwoLogs;
    private long fences;
    private long storesPutBack;
    private long storesLost;
    private long warnings;

    void acknowledged() {
        acknowledged++;
    }

    void withheld() {
        withheld++;
    }

    void read() {
        reads++;
    }

    void opened(boolean takeover) {
        openings++;
        if (takeover) {
            takeovers++;
        }
    }

    void openInTwoLogs() {
        openInTwoLogs++;
    }

    void fenced() {
        fences++;
    }

    void storePutBack() {
        storesPutBack++;
    }

    void storeLost() {
        storesLost++;
    }

    void warned() {
        warnings++;
    }

    /** Adds another run's counts. */
    public void add(Coverage other) {
        acknowledged += other.acknowledged;
        withheld += other.withheld;
        reads += other.reads;
        openings += other.openings;
        takeovers += other.takeovers;
        openInTwoLogs += other.openInTwoLogs;
        fences += other.fences;
        storesPutBack += other.storesPutBack;
        storesLost += other.storesLost;
        warnings += other.warnings;
    }

    /** Writes that were acknowledged. */
    public long acknowledgedWrites() {
        return acknowledged;
    }

    /** Writes that were committed and effective, but not acknowledged for want of a lease. */
    public long withheldWrites() {
        return withheld;
    }

    /** Home reads that were answered. */
    public long answeredReads() {
        return reads;
    }

    /** Homes that were opened. */
    public long openedHomes() {
        return openings;
    }

    /** Homes that were opened by a takeover. */
    public long takenOverHomes() {
        return takeovers;
    }

    /** Moments at which a shard was open in two logs, so that only leases kept them apart. */
    public long momentsOpenInTwoLogs() {
        return openInTwoLogs;
    }

    /** Logs that were fenced. */
    public long fencedLogs() {
        return fences;
    }

    /** Witness stores that were put back from an older copy. */
    public long witnessStoresPutBack() {
        return storesPutBack;
    }

    /** Witness stores that came back empty. */
    public long witnessStoresLost() {
        return storesLost;
    }

    /** Warnings that witnesses gave. */
    public long warningsGiven() {
        return warnings;
    }

    @Override
    public String toString() {
        return "acknowledged "
                + acknowledged
                + ", withheld "
                + withheld
                + ", reads "
                + reads
                + ", openings "
                + openings
                + " (takeovers "
                + takeovers
                + "), open in two logs "
                + openInTwoLogs
                + ", fences "
                + fences
                + ", stores put back "
                + storesPutBack
                + ", stores lost "
                + storesLost
                + ", warnings "
                + warnings;
    }
}
