package dev.homeport.cli.load;

import java.nio.file.Path;

/**
 * What is to be driven.
 *
 * @param state the state folder of the fleet
 * @param seconds for how long
 * @param rate how many messages a second, all users together
 * @param users how many users
 * @param crossSite which part of the messages goes to a user of another site, 0 to 1
 */
public record LoadOrder(Path state, int seconds, int rate, int users, double crossSite) {}
