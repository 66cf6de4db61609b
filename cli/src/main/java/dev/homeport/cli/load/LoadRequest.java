package dev.homeport.cli.load;

import dev.homeport.client.load.LoadOrder;
import java.nio.file.Path;

/**
 * What is asked of the load tool. Immutable and thread-safe.
 *
 * @param state the state folder of the fleet
 * @param users how many users are registered for it
 * @param order what they do
 */
public record LoadRequest(Path state, int users, LoadOrder order) {}
