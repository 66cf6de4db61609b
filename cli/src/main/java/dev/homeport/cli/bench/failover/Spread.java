package dev.homeport.cli.bench.failover;

import dev.homeport.cli.output.Document;
import java.util.List;
import java.util.Optional;

/**
 * How values are spread, in milliseconds. Immutable.
 *
 * @param p50 half of them are at most this
 * @param p99 99 of 100 are at most this
 * @param max the greatest
 */
record Spread(long p50, long p99, long max) {

    private static final int PERCENT = 100;
    private static final int ALMOST_ALL = 99;

    /** How plain values are spread; nothing if there are none. */
    static Optional<Spread> of(List<Long> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var sorted = values.stream().sorted().toList();
        return Optional.of(
                new Spread(
                        median(sorted),
                        sorted.get(Math.ceilDiv(sorted.size() * ALMOST_ALL, PERCENT) - 1),
                        sorted.getLast()));
    }

    /**
     * How the values of several runs are spread, by the spread within each: the median of the
     * medians, and the greatest of the 99th percentiles, which the one of all values together
     * cannot exceed.
     */
    static Optional<Spread> together(List<Spread> runs) {
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Spread(
                        median(runs.stream().map(Spread::p50).toList()),
                        runs.stream().mapToLong(Spread::p99).max().orElseThrow(),
                        runs.stream().mapToLong(Spread::max).max().orElseThrow()));
    }

    /** The middle one, or the mean of the two in the middle. There must be one. */
    static long median(List<Long> values) {
        var sorted = values.stream().sorted().toList();
        var upper = sorted.get(sorted.size() / 2);
        return sorted.size() % 2 == 1
                ? upper
                : Math.round((upper + sorted.get(sorted.size() / 2 - 1)) / 2.0);
    }

    /** Reads a spread from a report, if it has one of that name. */
    static Optional<Spread> read(Document report, String name) {
        return report.document(name)
                .filter(times -> times.number("p50").isPresent())
                .map(times ->
                        new Spread(
                                times.number("p50").orElse(0),
                                times.number("p99").orElse(0),
                                times.number("max").orElse(0)));
    }

    Document document() {
        return Document.builder().and("p50", p50).and("p99", p99).and("max", max).build();
    }
}
