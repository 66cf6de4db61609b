package dev.homeport.client.session;

import java.util.random.RandomGenerator;

/**
 * When to ask the router while the home refuses what only a home can do, and names no other one: it
 * may be cut off, and not know that it is home no more. Not thread-safe.
 */
final class Enquiries {

    private final SessionSettings settings;
    private final RandomGenerator chance;

    /** How many there were in a row. */
    private int made;

    private long nextNanos = Long.MIN_VALUE;

    Enquiries(SessionSettings settings, RandomGenerator chance) {
        this.settings = settings;
        this.chance = chance;
    }

    /** The home works. */
    void served() {
        made = 0;
    }

    /** Tells whether it is time for one, at a growing distance, and takes it for made then. */
    boolean areDue(long nowNanos) {
        if (nowNanos < nextNanos) {
            return false;
        }
        made++;
        nextNanos = nowNanos + settings.backoff().delay(made, chance).toNanos();
        return true;
    }
}
