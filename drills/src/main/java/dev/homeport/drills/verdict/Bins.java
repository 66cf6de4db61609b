package dev.homeport.drills.verdict;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.drills.run.DrillScript;
import dev.homeport.drills.run.Lap;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sorts what users were told into seconds. Stateless. */
public final class Bins {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private record Place(long second, String site) {}

    private static final class Sums {
        long acknowledged;
        long refused;
        long unknown;
    }

    private Bins() {}

    /**
     * Sorts.
     *
     * @param outcome what came out
     * @param laps the phases as they went, the first beginning with the drill
     * @param sites every site
     * @param about the site that the drill is about, if it is about one
     * @return every second of every site, from the beginning of the drill to the end of its last
     *     phase that counts
     */
    public static List<Bin> of(
            LoadOutcome outcome, List<Lap> laps, List<SiteId> sites, Optional<SiteId> about) {
        if (laps.isEmpty()) {
            return List.of();
        }
        var begin = laps.getFirst().fromNanos();
        var sums = new HashMap<Place, Sums>();
        for (var attempt : outcome.histories().attempts()) {
            var home = outcome.homes().get(attempt.sender());
            if (home != null && attempt.answeredNanos() >= begin) {
                var place = new Place((attempt.answeredNanos() - begin) / SECOND, home);
                add(sums.computeIfAbsent(place, _ -> new Sums()), attempt);
            }
        }
        return bins(sums, laps, sites, about);
    }

    private static void add(Sums sums, Attempt attempt) {
        switch (attempt.outcome()) {
            case Outcome.Acknowledged _ -> sums.acknowledged++;
            case Outcome.Refused _ -> sums.refused++;
            case Outcome.Unknown _ -> sums.unknown++;
        }
    }

    private static List<Bin> bins(
            Map<Place, Sums> sums, List<Lap> laps, List<SiteId> sites, Optional<SiteId> about) {
        var begin = laps.getFirst().fromNanos();
        var from = edge(laps, DrillScript.FIRST_COUNTED).map(Lap::fromNanos).orElse(Long.MAX_VALUE);
        var to = edge(laps, DrillScript.LAST_COUNTED).map(Lap::toNanos).orElse(Long.MIN_VALUE);
        var seconds = (laps.getLast().toNanos() - begin) / SECOND;
        var bins = new ArrayList<Bin>();
        for (var second = 0L; second < seconds; second++) {
            var starts = begin + second * SECOND;
            var ends = starts + SECOND;
            for (var site : sites) {
                var counts =
                        starts >= from
                                && ends <= to
                                && !rests(laps, starts, ends, about.equals(Optional.of(site)));
                var sum = sums.getOrDefault(new Place(second, site.name()), new Sums());
                bins.add(new Bin(second, site, sum.acknowledged, sum.refused, sum.unknown, counts));
            }
        }
        return bins;
    }

    private static Optional<Lap> edge(List<Lap> laps, String name) {
        return laps.stream().filter(lap -> lap.name().equals(name)).findFirst();
    }

    private static boolean rests(List<Lap> laps, long starts, long ends, boolean isAbout) {
        return laps.stream()
                .filter(lap -> lap.fromNanos() < ends && lap.toNanos() > starts)
                .anyMatch(lap ->
                        switch (lap.resting()) {
                            case NOBODY -> false;
                            case SITE -> isAbout;
                            case EVERYBODY -> true;
                        });
    }
}
