package dev.homeport.cli.site;

import dev.homeport.cli.output.Document;
import dev.homeport.vocabulary.SiteId;

/** Where it is asked what a site has adopted. */
@FunctionalInterface
public interface AdoptedSource {

    /**
     * A page of it, as the site tells it: {@code adopted}, and {@code next} if there may be more.
     *
     * @param after the {@code next} of the page before, 0 for the first
     * @param limit how many at most
     * @throws dev.homeport.cli.exit.CommandFailure if nobody there can be asked, or it is refused
     */
    Document page(SiteId site, long after, int limit);
}
