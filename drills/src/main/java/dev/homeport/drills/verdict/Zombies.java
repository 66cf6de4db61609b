package dev.homeport.drills.verdict;

import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.vocabulary.SiteId;
import java.util.concurrent.TimeUnit;

/**
 * The time in which a site that stood still cannot have had a lease. Its leases counted from asks
 * that were sent before it stood still, so all had run out one isolation budget later; and a fresh
 * one needs the answer of a witness at another site, so none was there before the first round trip
 * after it went on. Times are nanoseconds of the clients' clock. Immutable.
 *
 * @param site the site
 * @param fromNanos from here on the old leases had run out
 * @param toNanos until here no fresh one can have come
 */
public record Zombies(SiteId site, long fromNanos, long toNanos) {

    /**
     * Works the time out.
     *
     * @param stoodStillNanos when the last of its processes stood still, or later
     * @param goesOnNanos when the first of them went on, or earlier
     * @param budgetMillis how long a lease of the site lasts
     * @param roundTripNanos the shortest round trip to another site
     */
    public static Zombies of(
            SiteId site,
            long stoodStillNanos,
            long goesOnNanos,
            long budgetMillis,
            long roundTripNanos) {
        return new Zombies(
                site,
                stoodStillNanos + TimeUnit.MILLISECONDS.toNanos(budgetMillis),
                goesOnNanos + roundTripNanos);
    }

    /** Whether there was any such time: only then has the drill shown anything. */
    public boolean isAnyTime() {
        return toNanos > fromNanos;
    }

    /** How long that time was, in milliseconds. */
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(Math.max(0, toNanos - fromNanos));
    }

    /** Counts what the site acknowledged in that time. */
    public long acknowledged(Histories histories) {
        return histories.attempts().stream()
                .filter(attempt ->
                        attempt.answeredNanos() >= fromNanos && attempt.answeredNanos() < toNanos)
                .filter(attempt ->
                        attempt.outcome() instanceof Outcome.Acknowledged(_, _, _, var by)
                                && by.equals(site.name()))
                .count();
    }
}
