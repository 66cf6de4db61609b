package dev.homeport.client.control;

import dev.homeport.vocabulary.SiteId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The wish to change what becomes of a site that is lost. What is not named stays. Immutable.
 *
 * @param requestId the name of the wish: however often it is sent under it, it is carried out once
 * @param site the site
 * @param automation what the control plane does when the site is lost: "observe", "propose" or
 *     "automatic"
 * @param isolationBudgetMillis how long the site goes on alone, in milliseconds
 * @param expectedVersion the version of the routing table that the wish was made for; at another
 *     one it is refused
 * @param reason why, for those who read the record later
 */
public record PolicyWish(
        String requestId,
        SiteId site,
        Optional<String> automation,
        OptionalLong isolationBudgetMillis,
        OptionalLong expectedVersion,
        String reason) {}
