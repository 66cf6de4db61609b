package dev.homeport.coordinator.state;

import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.grant.GrantRequest;

/** What stands in the coordinator's log: a request that is decided on where it is applied. */
public sealed interface CoordinatorCommand {

    /**
     * A request for a range of sequence numbers.
     *
     * @param request the request
     */
    record Grant(GrantRequest request) implements CoordinatorCommand {}

    /**
     * A command to the claims.
     *
     * @param command the command
     */
    record Claim(ClaimCommand command) implements CoordinatorCommand {}
}
