package dev.homeport.cli.bench.failover;

import dev.homeport.cli.output.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Whether users whose home stays where it is notice what happens to the others: the 99th percentile
 * of their acknowledgements in seconds before the disturbance, each paired with one during it. A
 * second is disturbed when the report did not judge the drill's site in it and judged another.
 * Stateless.
 */
final class OtherUsers {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /**
     * Two seconds that are compared.
     *
     * @param beforeMillis the 99th percentile in the one before
     * @param duringMillis the 99th percentile in the one during the disturbance
     */
    record Pair(long beforeMillis, long duringMillis) {}

    private OtherUsers() {}

    /**
     * Pairs the last seconds before the disturbance with its first ones.
     *
     * @return no pair if the drill is about no one site, or the report or the history lacks what is
     *     needed
     */
    static List<Pair> pairs(Document report, List<Told> told) {
        var site = report.text("site");
        var began = report.number("beganNanos");
        if (site.isEmpty() || began.isEmpty()) {
            return List.of();
        }
        var during = disturbed(report, site.get());
        if (during.isEmpty()) {
            return List.of();
        }
        var before = quietBefore(report, during.getFirst());
        var waits = waits(others(told, site.get()), began.getAsLong());
        var count = Math.min(before.size(), during.size());
        var pairs = new ArrayList<Pair>();
        for (var index = 0; index < count; index++) {
            var one = p99(waits, before.get(before.size() - count + index));
            var two = p99(waits, during.get(index));
            if (one.isPresent() && two.isPresent()) {
                pairs.add(new Pair(one.get(), two.get()));
            }
        }
        return pairs;
    }

    private static Map<Long, Map<String, Boolean>> judged(Document report) {
        var seconds = new TreeMap<Long, Map<String, Boolean>>();
        for (var bin : report.documents("perSecond")) {
            seconds.computeIfAbsent(bin.number("t").orElse(0), _ -> new HashMap<>())
                    .put(bin.text("site").orElse(""), bin.truth("counts").orElse(false));
        }
        return seconds;
    }

    private static List<Long> disturbed(Document report, String site) {
        var found = new ArrayList<Long>();
        judged(report)
                .forEach((second, sites) -> {
                    if (Boolean.FALSE.equals(sites.get(site)) && sites.containsValue(true)) {
                        found.add(second);
                    }
                });
        return found;
    }

    private static List<Long> quietBefore(Document report, long second) {
        var found = new ArrayList<Long>();
        judged(report)
                .forEach((each, sites) -> {
                    if (each < second && !sites.containsValue(false)) {
                        found.add(each);
                    }
                });
        return found;
    }

    /** Users whose home is another site; a home is the site that acknowledged first. */
    private static List<Told> others(List<Told> told, String site) {
        var ordered = told.stream().sorted(Comparator.comparingLong(Told::answeredNanos)).toList();
        var seen = new HashSet<Long>();
        var ofSite = new HashSet<Long>();
        for (var one : ordered) {
            if (seen.add(one.account()) && one.site().equals(site)) {
                ofSite.add(one.account());
            }
        }
        return ordered.stream().filter(one -> !ofSite.contains(one.account())).toList();
    }

    private static Map<Long, List<Long>> waits(List<Told> told, long began) {
        var waits = new HashMap<Long, List<Long>>();
        for (var one : told) {
            waits.computeIfAbsent(
                            Math.floorDiv(one.answeredNanos() - began, SECOND),
                            _ -> new ArrayList<>())
                    .add(TimeUnit.NANOSECONDS.toMillis(one.answeredNanos() - one.writtenNanos()));
        }
        return waits;
    }

    private static Optional<Long> p99(Map<Long, List<Long>> waits, long second) {
        return Spread.of(waits.getOrDefault(second, List.of())).map(Spread::p99);
    }
}
