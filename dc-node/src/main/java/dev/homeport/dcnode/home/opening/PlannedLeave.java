package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.SiteId;

/**
 * Which homes leave a site as planned. Such a home stays open for a while after its site has
 * learned of the move, so that clients connect to the next home before this one closes. One that is
 * taken over does not: whatever was still written there would have to be adopted. Stateless.
 */
public final class PlannedLeave {

    private PlannedLeave() {}

    /**
     * Tells whether a home goes from a site to another one as planned.
     *
     * @param site where it is open
     * @param chain the assignments of its shard
     */
    public static boolean of(SiteId site, Chain chain) {
        return !chain.current().home().equals(site)
                && chain.links().stream().noneMatch(link -> link.lost().contains(site));
    }
}
