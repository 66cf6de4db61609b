package dev.homeport.drills.verdict;

import dev.homeport.drills.run.Lap;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How far a link lagged in one second. Immutable.
 *
 * @param second which, counted from the beginning of the drill
 * @param from the site whose entries it brings
 * @param to the site that it brings them to
 * @param entries how many were not there yet
 */
public record Lag(long second, SiteId from, SiteId to, long entries) {

    /**
     * A lag as it was seen.
     *
     * @param atNanos when, on the machine's clock
     */
    public record Sample(long atNanos, SiteId from, SiteId to, long entries) {}

    /** Counts the seconds of what was seen from the beginning of the first phase. */
    public static List<Lag> of(List<Sample> samples, List<Lap> laps) {
        if (laps.isEmpty()) {
            return List.of();
        }
        var begin = laps.getFirst().fromNanos();
        return samples.stream()
                .filter(sample -> sample.atNanos() >= begin)
                .map(sample ->
                        new Lag(
                                TimeUnit.NANOSECONDS.toSeconds(sample.atNanos() - begin),
                                sample.from(),
                                sample.to(),
                                sample.entries()))
                .toList();
    }
}
