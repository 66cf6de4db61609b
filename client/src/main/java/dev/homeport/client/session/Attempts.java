package dev.homeport.client.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often in a row a session failed to reach its home or was sent on, and how long it waits
 * therefore. Not thread-safe.
 */
final class Attempts {

    private static final int FAILURES_BEFORE_ASKING_AGAIN = 2;

    private final SessionSettings settings;
    private final RandomGenerator chance;
    private int failures;
    private int hops;

    Attempts(SessionSettings settings, RandomGenerator chance) {
        this.settings = settings;
        this.chance = chance;
    }

    /** The home works: nothing of what went before counts. */
    void served() {
        hops = 0;
        failures = 0;
    }

    /** A connection has ended that was good for a while: the failures before it do not count. */
    void endedWell() {
        failures = 0;
    }

    /**
     * Counts a failure.
     *
     * @param notBefore how long to wait at least
     * @return how long to wait
     */
    Duration failed(Duration notBefore) {
        failures++;
        return settings.backoff().delay(failures, notBefore, chance);
    }

    /** Tells whether the router may know better than what led to these failures. */
    boolean callForTheRouter() {
        return failures >= FAILURES_BEFORE_ASKING_AGAIN;
    }

    /**
     * Counts a move.
     *
     * @param fromGood whether the connection that is left was good for a while
     * @return whether it is followed at once, since there were not too many in a row
     */
    boolean movesOn(boolean fromGood) {
        hops = fromGood ? 1 : hops + 1;
        if (hops > settings.hops()) {
            return false;
        }
        failures = 0;
        return true;
    }

    /** How many moves in a row there were. */
    int hops() {
        return hops;
    }
}
