package dev.homeport.coordinator.app;

import dev.homeport.vocabulary.NodeName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a node of the coordinator is doing.
 *
 * @param leading whether it is the one that answers
 * @param leader who does, as far as it knows
 * @param lastPosition up to which position of its log it has applied
 * @param grantMark the first sequence number that it has never seen granted
 * @param claims how many names are held, as the store estimates it; empty when it cannot tell
 */
public record CoordinatorStatus(
        boolean leading,
        Optional<NodeName> leader,
        long lastPosition,
        long grantMark,
        OptionalLong claims) {}
