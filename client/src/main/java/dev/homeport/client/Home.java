package dev.homeport.client;

import dev.homeport.vocabulary.Epoch;

/**
 * The home of an account, as somebody said it.
 *
 * @param door the site and where it is reached
 * @param epoch the epoch of the assignment
 */
public record Home(SiteDoor door, Epoch epoch) {}
