package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.home.opening.Surroundings;
import dev.homeport.dcnode.home.opening.Surroundings.MirrorMark;
import dev.homeport.vocabulary.SiteId;
import java.util.Map;
import java.util.Set;

/** The other sites of the fleet that have logs. Implementations are thread-safe and never wait. */
public interface Neighbours {

    /** A site that has none. */
    Neighbours NONE =
            new Neighbours() {
                @Override
                public Set<SiteId> others() {
                    return Set.of();
                }

                @Override
                public Set<SiteId> unreachable() {
                    return Set.of();
                }
            };

    /** All of them. */
    Set<SiteId> others();

    /** Those whose word a takeover does not wait for any more, because they are not heard. */
    Set<SiteId> unreachable();

    /** As {@link Surroundings#heldBack}; of who cannot know, nothing. */
    default Map<SiteId, MirrorMark> heldBack() {
        return Map.of();
    }
}
