package dev.homeport.process.adapter.netty;

/**
 * The bounds of a door's connections.
 *
 * @param connections how many may be open at a time
 * @param requestMillis how long a request may take until all of it is there: the first one of a
 *     connection from connecting, TLS included, every other from its first byte
 */
public record DoorLimits(int connections, long requestMillis) {

    /**
     * Makes limits.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public DoorLimits {
        if (connections < 1) {
            throw new IllegalArgumentException("connections: " + connections + " is less than 1");
        }
        if (requestMillis < 1) {
            throw new IllegalArgumentException(
                    "requestMillis: " + requestMillis + " is less than 1");
        }
    }
}
