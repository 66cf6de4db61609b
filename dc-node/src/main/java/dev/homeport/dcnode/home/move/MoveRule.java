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
     * An earlier home's closing counts for an opening once everything in front of it is applied.
     * Without it the vector of the opening leaves out the old home's last entries.
     */
    CLOSING_IS_APPLIED
}
