package dev.homeport.controlplane.replica;

import dev.homeport.vocabulary.NodeName;
import java.util.Optional;

/**
 * How a replica of the control plane is doing.
 *
 * @param leading whether it is the one that decides
 * @param leader who does, as far as it knows
 * @param lastPosition up to which position of its log it has applied
 * @param tableVersion version of the newest table recorded, 0 before the first
 * @param standing whether it serves
 * @param trouble what keeps it from serving, or why its last decision did not stand; empty while
 *     all is well
 */
public record ReplicaStatus(
        boolean leading,
        Optional<NodeName> leader,
        long lastPosition,
        long tableVersion,
        Standing standing,
        Optional<String> trouble) {}
