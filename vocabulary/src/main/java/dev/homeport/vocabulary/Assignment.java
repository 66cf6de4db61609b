package dev.homeport.vocabulary;

import java.util.Set;

/**
 * One link of a shard's chain: at this epoch the shard was given to this home.
 *
 * @param epoch number of the assignment
 * @param home the site that may acknowledge writes of the shard at that epoch
 * @param lost the sites that the assignment declared lost: their epochs before this one end without
 *     their word. Empty for a planned move
 */
public record Assignment(Epoch epoch, SiteId home, Set<SiteId> lost) {

    /**
     * Makes an assignment.
     *
     * @throws IllegalArgumentException if the epoch is {@link Epoch#NONE} or the home is itself
     *     declared lost
     */
    public Assignment {
        lost = Set.copyOf(lost);
        if (epoch.equals(Epoch.NONE)) {
            throw new IllegalArgumentException("epoch: an assignment needs an epoch of 1 or more");
        }
        if (lost.contains(home)) {
            throw new IllegalArgumentException(
                    "home: " + home + " cannot be the home that declares " + home + " lost");
        }
    }

    /** A planned assignment, which declares nobody lost. */
    public static Assignment planned(Epoch epoch, SiteId home) {
        return new Assignment(epoch, home, Set.of());
    }

    /** Tells whether this assignment is a takeover. */
    public boolean isTakeover() {
        return !lost.isEmpty();
    }
}
