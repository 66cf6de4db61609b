package dev.homeport.quorumqueue;

import java.util.OptionalInt;

/**
 * Who leads the site's log, as far as this node knows.
 *
 * @param term the engine's term; a later leader has a higher one
 * @param leader number of the node that leads, empty while there is none
 * @param leading whether this node leads and has applied everything committed before its term, so
 *     that it may ask for leases; it may have been deposed without knowing it yet
 */
public record Leadership(long term, OptionalInt leader, boolean leading) {}
