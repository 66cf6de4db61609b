package dev.homeport.dcnode.link.pull;

import java.util.OptionalLong;

/**
 * What a node has of a stream and has not shipped yet. Immutable.
 *
 * @param entries how many entries
 * @param bytes size of their payloads, when known
 * @param oldestAgeMillis for how long the oldest has been there: at least so long; 0 without any
 */
public record Unshipped(long entries, OptionalLong bytes, long oldestAgeMillis) {

    /**
     * Makes a figure.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public Unshipped {
        if (entries < 0 || bytes.orElse(0) < 0 || oldestAgeMillis < 0) {
            throw new IllegalArgumentException(
                    "unshipped: "
                            + entries
                            + " entries, "
                            + bytes
                            + " bytes, "
                            + oldestAgeMillis
                            + " ms: must not be negative");
        }
    }
}
