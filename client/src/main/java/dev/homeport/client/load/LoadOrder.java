package dev.homeport.client.load;

import java.time.Duration;

/**
 * What is to be driven. Immutable and thread-safe.
 *
 * @param seconds for how long messages are sent
 * @param rate how many messages a second, all users together
 * @param crossSite which part of the messages goes to a user of another site, 0 to 1
 * @param settle how long everything may take to arrive everywhere after the last message
 */
public record LoadOrder(int seconds, int rate, double crossSite, Duration settle) {

    /**
     * Makes an order.
     *
     * @throws IllegalArgumentException if something is out of range; the message names the mend
     */
    public LoadOrder {
        if (seconds < 1 || rate < 1 || settle.isNegative()) {
            throw new IllegalArgumentException(
                    "load: seconds, rate and settle are "
                            + seconds
                            + ", "
                            + rate
                            + " and "
                            + settle
                            + "; use positive numbers");
        }
        if (!(crossSite >= 0 && crossSite <= 1)) {
            throw new IllegalArgumentException(
                    "cross-site: " + crossSite + " is no fraction; use 0 to 1");
        }
    }

    /** How many messages that makes. */
    public long messages() {
        return (long) seconds * rate;
    }
}
