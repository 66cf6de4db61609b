package dev.homeport.simulation.move;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.simulation.lease.Campaign;
import dev.homeport.simulation.lease.Violation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A range of seeds of the scenario of moves, with all rules or without some. Words of rules are
 * their names, in small letters with hyphens or as they stand in the code. Immutable; runs go side
 * by side.
 *
 * @param course what homes change for
 * @param from the first seed
 * @param to the last seed
 * @param seconds simulated length of each run, without the peace at its end
 * @param without the rules that are removed
 */
public record MoveCampaign(Course course, long from, long to, int seconds, List<String> without) {

    /**
     * What a campaign came to.
     *
     * @param seeds how many were run
     * @param events how many events happened in them
     * @param coverage what they reached
     * @param violations the broken invariants, by seed
     */
    public record Outcome(
            long seeds, long events, MoveCoverage coverage, List<Violation> violations) {

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
    public MoveCampaign {
        Campaign.checkRange(from, to, seconds);
        without = without.stream().map(name -> Campaign.word(rule(name))).toList();
    }

    private static Stream<Enum<?>> all() {
        return Stream.<Enum<?>[]>of(
                        MoveRule.values(),
                        ControlRule.values(),
                        HealingRule.values(),
                        LeaseRule.values())
                .flatMap(Arrays::stream);
    }

    /** The words for all rules that can be removed. */
    public static List<String> rules() {
        return all().map(Campaign::word).toList();
    }

    private static Enum<?> rule(String name) {
        var wanted = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return all().filter(rule -> rule.name().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "without: there is no \""
                                        + name
                                        + "\"; use one of "
                                        + all().map(Campaign::word)
                                                .collect(Collectors.joining(", "))));
    }

    private MoveSettings settings(long seed) {
        return settings(course, seed, seconds, without.stream().map(MoveCampaign::rule).toList());
    }

    /** The settings of a run without some rules, of whatever kind. */
    static MoveSettings settings(
            Course course, long seed, int seconds, List<? extends Enum<?>> removed) {
        return new MoveSettings(
                seed,
                seconds,
                course,
                MoveRules.without(of(MoveRule.class, removed).toArray(MoveRule[]::new)),
                LeaseRules.without(of(LeaseRule.class, removed).toArray(LeaseRule[]::new)),
                Set.copyOf(removed));
    }

    private static <R extends Enum<R>> Set<R> of(Class<R> kind, List<? extends Enum<?>> rules) {
        var its = EnumSet.noneOf(kind);
        rules.stream().filter(kind::isInstance).map(kind::cast).forEach(its::add);
        return its;
    }

    /** Runs all seeds, each to its end or to its first violation. */
    public Outcome run() {
        var results =
                LongStream.rangeClosed(from, to)
                        .parallel()
                        .mapToObj(seed -> MoveScenario.run(settings(seed)))
                        .toList();
        var coverage = new MoveCoverage();
        results.forEach(result -> coverage.add(result.coverage()));
        return new Outcome(
                results.size(),
                results.stream().mapToLong(MoveScenario.Result::events).sum(),
                coverage,
                results.stream().flatMap(result -> result.violation().stream()).toList());
    }

    /** Runs the first seed alone and keeps what happened last in it. */
    public MoveScenario.Traced trace() {
        return MoveScenario.trace(settings(from));
    }
}
