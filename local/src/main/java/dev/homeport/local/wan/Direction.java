package dev.homeport.local.wan;

import dev.homeport.vocabulary.SiteId;

/**
 * One direction of the link between two sites. Immutable and thread-safe.
 *
 * @param from the site that bytes leave
 * @param to the site that they reach
 */
public record Direction(SiteId from, SiteId to) implements Comparable<Direction> {

    /**
     * Makes a direction.
     *
     * @throws IllegalArgumentException if both sites are the same
     */
    public Direction {
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "link: " + from + " has no link to itself; name two different sites");
        }
    }

    /** Returns the other direction of the same link. */
    public Direction reversed() {
        return new Direction(to, from);
    }

    @Override
    public int compareTo(Direction other) {
        var byOrigin = from.compareTo(other.from);
        return byOrigin != 0 ? byOrigin : to.compareTo(other.to);
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
