package dev.homeport.regionrouter.route;

import dev.homeport.vocabulary.SiteId;
import java.util.Optional;

/**
 * Knows which sites are evacuated, and who takes their newcomers. Implementations are thread-safe
 * and do not block.
 */
public interface StandIns {

    /** Tells whether an operator wants a site to be home of nobody. */
    boolean isEvacuated(SiteId site);

    /** The site that takes the newcomers of another one, if one was named. */
    Optional<SiteId> of(SiteId site);

    /** Knows of none. */
    static StandIns none() {
        return new StandIns() {
            @Override
            public boolean isEvacuated(SiteId site) {
                return false;
            }

            @Override
            public Optional<SiteId> of(SiteId site) {
                return Optional.empty();
            }
        };
    }
}
