package dev.homeport.client.control;

import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A site as the control plane sees it. What comes from a report of the site is missing while the
 * control plane has none, and what an older one does not know. Immutable.
 *
 * @param site which site
 * @param state {@code in-service}, {@code cordoned} or {@code evacuated}
 * @param standIn the site that takes its newcomers while it is evacuated
 * @param shards of how many shards it is the home, by the routing table
 * @param nativeShards how many shards belong to it, and come back to it by a fail-back
 * @param open how many shards are open at it, by its report
 * @param leased for how many shards it holds a lease, by its report
 * @param lagMillis how far its view is behind its log, in milliseconds, by its report
 * @param isolationBudgetMillis how long it goes on alone, in milliseconds
 * @param automation what becomes of its homes when it is lost, as the word for it in {@link
 *     PolicyWish}; a newer control plane may have other words
 * @param health how others see it
 * @param proposal the takeover of its homes that an operator is to decide on
 * @param moves the moves that it has a part in
 */
public record SiteLook(
        SiteId site,
        String state,
        Optional<SiteId> standIn,
        long shards,
        OptionalLong nativeShards,
        OptionalLong open,
        OptionalLong leased,
        OptionalLong lagMillis,
        OptionalLong isolationBudgetMillis,
        Optional<String> automation,
        Optional<HealthLook> health,
        Optional<Proposal> proposal,
        List<String> moves) {

    /** Makes a look. */
    public SiteLook {
        moves = List.copyOf(moves);
    }
}
