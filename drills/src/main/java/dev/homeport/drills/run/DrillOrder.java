package dev.homeport.drills.run;

import dev.homeport.vocabulary.SiteId;
import java.util.Optional;

/**
 * The drill that somebody wants. Immutable and thread-safe.
 *
 * @param kind what is rehearsed
 * @param site the site that it is about, if it is about one
 * @param rate how many messages a second the users of each site must get acknowledged at least
 * @param seconds how long the disturbance lasts
 * @param by who asked for it
 * @param askedMillis when, in milliseconds since 1970
 */
public record DrillOrder(
        DrillKind kind, Optional<SiteId> site, int rate, int seconds, String by, long askedMillis) {

    /** The highest rate that a machine with a whole fleet on it is asked for. */
    public static final int HIGHEST_RATE = 200;

    /** The longest disturbance, in seconds. */
    public static final int MOST_SECONDS = 600;

    /**
     * Makes an order.
     *
     * @throws IllegalArgumentException if something is missing or out of range, with the mend
     */
    public DrillOrder {
        if (site.isEmpty() && kind.concernsOneSite()) {
            throw new IllegalArgumentException(
                    "site: " + kind.word() + " is about one site; name it");
        }
        within("rate", rate, HIGHEST_RATE);
        within("seconds", seconds, MOST_SECONDS);
    }

    private static void within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is out of range; use 1 to " + most);
        }
    }
}
