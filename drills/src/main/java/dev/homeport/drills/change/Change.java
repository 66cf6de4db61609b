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

    /**
     * Every process of a site is killed and held back. Undone by letting them start.
     *
     * @param site the site
     */
    record Lost(SiteId site) implements Change {}

    /**
     * A link is cut. Undone by opening it.
     *
     * @param from a site
     * @param to another one
     * @param oneWay whether only what goes from the first to the second is lost, in silence; else
     *     nothing gets through either way, and both hear of it
     */
    record Cut(SiteId from, SiteId to, boolean oneWay) implements Change {}

    /**
     * What is done when a site is lost.
     *
     * @param automation what the control plane does by itself, in its own word
     * @param budgetMillis how long the site goes on alone, in milliseconds
     */
    record Policy(String automation, long budgetMillis) {}

    /**
     * The policy for a site is another one. Undone by giving back what it was.
     *
     * @param site the site
     * @param before what it was
     * @param during what it is in the drill
     * @param requestId the name of the wish
     * @param undoRequestId the name of the wish to have it back
     */
    record PolicyChanged(
            SiteId site, Policy before, Policy during, String requestId, String undoRequestId)
            implements Change {}

    /**
     * The homes of a site are taken over, which nobody here does: it comes of other changes. Undone
     * by moving them back once the site has healed; so it is recorded before those changes.
     *
     * @param site the site
     * @param undoRequestId the name of the wish to move them back
     */
    record TakenOver(SiteId site, String undoRequestId) implements Change {}
}
