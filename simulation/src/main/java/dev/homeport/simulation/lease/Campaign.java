package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A range of seeds to run under one focus, with all rules or without some. Words of focuses and
 * rules are their names, in small letters with hyphens or as they stand in the code. Immutable;
 * runs go side by side.
 *
 * @param from the first seed
 * @param to the last seed
 * @param seconds simulated length of each run
 * @param focus what their troubles are bent towards
 * @param without the rules of the protocol that are removed
 */
public record Campaign(long from, long to, int seconds, Focus focus, List<String> without) {

    /** The most seeds of one campaign. */
    public static final long MOST_SEEDS = 100_000;

    /** The longest run, in simulated seconds. */
    public static final int MOST_SECONDS = 3_600;

    /**
     * What a campaign came to.
     *
     * @param seeds how many were run
     * @param events how many events happened in them
     * @param coverage what they reached
     * @param violations the broken invariants, by seed
     */
    public record Outcome(long seeds, long events, Coverage coverage, List<Violation> violations) {

        /** Makes an outcome. */
        public Outcome {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Makes a campaign.
     *
     * @throws IllegalArgumentException if a number is out of its range or a rule is not known; the
     *     message names which
     */
    public Campaign {
        checkRange(from, to, seconds);
        without = without.stream().map(rule -> word(rule("without", rule))).toList();
    }

    /**
     * Checks what campaigns of every scenario have bounds for.
     *
     * @throws IllegalArgumentException if a number is out of its range; the message names which
     */
    public static void checkRange(long from, long to, int seconds) {
        if (from < 0 || from > to || to - from >= MOST_SEEDS) {
            throw new IllegalArgumentException(
                    "seeds: " + from + " to " + to + " is no range of 1 to " + MOST_SEEDS);
        }
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException(
                    "seconds: " + seconds + " is out of range; use 1 to " + MOST_SECONDS);
        }
    }

    /**
     * The focus of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static Focus focus(String name) {
        return named("focus", Focus.values(), name);
    }

    /** The word for a focus or a rule. */
    public static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words for all rules, in the order in which the protocol is told. */
    public static List<String> rules() {
        return Arrays.stream(LeaseRule.values()).map(Campaign::word).toList();
    }

    private static LeaseRule rule(String field, String name) {
        return named(field, LeaseRule.values(), name);
    }

    private static <E extends Enum<E>> E named(String field, E[] all, String name) {
        var wanted = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(all)
                .filter(one -> one.name().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                field
                                        + ": there is no \""
                                        + name
                                        + "\"; use one of "
                                        + Arrays.stream(all)
                                                .map(Campaign::word)
                                                .collect(Collectors.joining(", "))));
    }

    private Settings settings(long seed) {
        var removed = without.stream().map(rule -> rule("without", rule)).toArray(LeaseRule[]::new);
        return new Settings(seed, seconds, LeaseRules.without(removed), focus);
    }

    /** Runs all seeds, each to its end or to its first violation. */
    public Outcome run() {
        var results =
                LongStream.rangeClosed(from, to)
                        .parallel()
                        .mapToObj(seed -> LeaseScenario.run(settings(seed)))
                        .toList();
        var coverage = new Coverage();
        results.forEach(result -> coverage.add(result.coverage()));
        return new Outcome(
                results.size(),
                results.stream().mapToLong(LeaseScenario.Result::events).sum(),
                coverage,
                results.stream().flatMap(result -> result.violation().stream()).toList());
    }

    /** Runs the first seed alone and keeps what happened last in it. */
    public LeaseScenario.Traced trace() {
        return LeaseScenario.trace(settings(from));
    }
}
