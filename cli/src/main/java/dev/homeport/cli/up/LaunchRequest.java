package dev.homeport.cli.up;

import java.util.OptionalInt;

/**
 * The fleet that somebody wants to start. Immutable and thread-safe.
 *
 * @param number its number among the fleets of this machine, if one is asked for
 * @param wan whether the network between the sites is slow, as between the real places
 */
public record LaunchRequest(OptionalInt number, boolean wan) {}
