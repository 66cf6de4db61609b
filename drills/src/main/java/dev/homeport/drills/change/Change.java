package dev.homeport.drills.change;

import dev.homeport.vocabulary.SiteId;

/** One thing that a drill changes, with all that is needed to undo it. Immutable. */
public sealed interface Change {

    /**
     * A process is killed and held back. Undone by letting it start.
     *
     * @param process its name
     */
    record Held(String process) implements Change {}

    /**
     * Every process of a site is stopped in its tracks. Undone by letting them go on.
     *
     * @param site the site
     */
    record Paused(SiteId site) implements Change {}

    /**
     * The homes of a site are moved away. Undone by taking the move back, or by moving them back.
     *
     * @param site the site
     * @param requestId the name of the wish to move them away
     * @param undoRequestId the name of the wish to move them back
     */
    record Moved(SiteId site, String requestId, String undoRequestId) implements Change {}
}
