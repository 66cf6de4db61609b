package dev.homeport.client;

import java.util.Optional;

/**
 * Where a router sends a new user.
 *
 * @param door the site and where it is reached
 * @param country the country of the user's address, if the router knows one
 * @param reason why, in the router's words
 */
public record Assignment(SiteDoor door, Optional<String> country, String reason) {}
