package dev.homeport.dcnode.home.move;

/** A rule by which a shard's history stays one line at every site while its home moves. */
public enum MoveRule {
    /**
     * A mirrored opening enters a log only behind everything that its vector names. Without it a
     * site shows the new home's entries before the old home's last ones.
     */
    OPENING_BEHIND_ITS_VECTOR,

    /**
     * An entry is refused behind an opening of its shard at a later epoch, whatever stream the two
     * stand in. Without it a site that was taken for lost still has effect when it comes back.
     */
    OVERTAKEN_IS_REFUSED,

    /**
     * A site's own opening is refused if it does not continue the latest opening in its log, or if
     * an entry took effect there that its vector leaves out. Without it a home begins with entries
     * that no other site counts as inherited.
     */
    OPENING_COVERS_ITS_LOG,

    /**
     * With an opening the ids of entries that it does not inherit are forgotten. Without it their
     * repeat is taken for a duplicate of what has no effect any more.
     */
    CUT_FORGETS_IDS,

    /**
     * While a site's homes are taken over, the logs of the others take nothing more of its streams.
     * Without it something gets in behind what the new home inherits, and has effect.
     */
    PAUSES_LOST_STREAM,

    /**
     * A takeover opens only with the longest of the survivors' mirrors. Without it what one of them
     * has, and has shown, is left behind.
     */
    COLLECTS_FROM_SURVIVORS,

    /**
     * An opening that takes homes over counts, at every site alike, only if the pause on which it
     * relies is the last word of its stream and states what it inherits. Without it the opener may
     * refuse what others take.
     */
    TAKEOVER_STANDS_ON_ITS_PAUSE,

    /**
     * An earlier home's closing counts for an opening once everything in front of it is applied.
     * Without it the vector of the opening leaves out the old home's last entries.
     */
    CLOSING_IS_APPLIED,

    /**
     * What an earlier home alone had acknowledged is stated again by the home that came after it.
     * Without it that is dropped, and nobody says so.
     */
    ORPHANS_ARE_ADOPTED
}
