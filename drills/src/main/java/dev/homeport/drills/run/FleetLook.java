package dev.homeport.drills.run;

import java.util.List;

/**
 * What was seen of a fleet. Immutable.
 *
 * @param troubles what is wrong with it, for people; none if it is well
 * @param takeovers how many takeovers have come to their end since the drill began
 * @param tableIsKnown whether every site that reports has the newest routing table
 * @param unhealed what takeovers have left that is not put right yet, for people
 */
public record FleetLook(
        List<String> troubles, int takeovers, boolean tableIsKnown, List<String> unhealed) {

    /** Makes a look. */
    public FleetLook {
        troubles = List.copyOf(troubles);
        unhealed = List.copyOf(unhealed);
    }
}
