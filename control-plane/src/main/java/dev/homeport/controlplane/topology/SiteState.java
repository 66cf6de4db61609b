package dev.homeport.controlplane.topology;

/** What a site may be given. */
public enum SiteState {
    /** It may be made home of shards. */
    IN_SERVICE,
    /** It keeps the shards that it has and is made home of no others. */
    CORDONED,
    /** It has given its shards away, or is about to, until a fail-back. */
    EVACUATED,
    /**
     * It was lost, and others were made home of its shards, until a fail-back; they adopt what it
     * alone had acknowledged.
     */
    TAKEN_OVER;

    /** Tells whether a site has no homes and a stand-in takes its newcomers. */
    public boolean isEmptied() {
        return this == EVACUATED || this == TAKEN_OVER;
    }
}
