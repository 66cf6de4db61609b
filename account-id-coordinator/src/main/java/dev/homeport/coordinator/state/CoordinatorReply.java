package dev.homeport.coordinator.state;

import dev.homeport.coordinator.claim.ClaimReply;
import dev.homeport.coordinator.grant.GrantReply;

/** What applying a command answers. */
public sealed interface CoordinatorReply {

    /**
     * The answer to a request for a range.
     *
     * @param reply the answer
     */
    record Grant(GrantReply reply) implements CoordinatorReply {}

    /**
     * The answer of the claims.
     *
     * @param reply the answer
     */
    record Claim(ClaimReply reply) implements CoordinatorReply {}
}
