package dev.homeport.client.control;

import dev.homeport.vocabulary.SiteId;
import java.util.List;

/**
 * What the control plane would do, or has begun to do. Immutable.
 *
 * @param kind which way
 * @param site whose homes
 * @param fromVersion the version of the routing table that it was made for
 * @param toVersion the version that begins the move
 * @param transfers what goes where
 * @param steps what happens, in its order, for people
 * @param warnings what is to be thought of before, for people
 */
public record MovePlan(
        MoveKind kind,
        SiteId site,
        long fromVersion,
        long toVersion,
        List<Transfer> transfers,
        List<String> steps,
        List<String> warnings) {

    /** Makes a plan. */
    public MovePlan {
        transfers = List.copyOf(transfers);
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }
}
