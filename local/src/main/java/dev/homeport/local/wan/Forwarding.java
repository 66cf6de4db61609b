package dev.homeport.local.wan;

import dev.homeport.local.address.Endpoint;

/**
 * One door of the WAN emulator. Immutable and thread-safe.
 *
 * @param direction from the site that dials to the site that answers
 * @param listen where the emulator listens
 * @param target where the node listens to which it forwards
 */
public record Forwarding(Direction direction, Endpoint listen, Endpoint target) {}
