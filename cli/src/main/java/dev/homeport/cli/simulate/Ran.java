package dev.homeport.cli.simulate;

import dev.homeport.cli.output.Document;
import dev.homeport.simulation.lease.Campaign;
import dev.homeport.simulation.lease.Coverage;
import dev.homeport.simulation.lease.Focus;
import dev.homeport.simulation.lease.LeaseScenario;
import dev.homeport.simulation.lease.Violation;
import dev.homeport.simulation.move.Course;
import dev.homeport.simulation.move.MoveCampaign;
import dev.homeport.simulation.move.MoveCoverage;
import dev.homeport.simulation.move.MoveScenario;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What runs of a scenario came to, whichever it is. Immutable.
 *
 * @param scenario name of the scenario
 * @param asked what was run
 * @param seeds how many seeds were run
 * @param events how many events happened in them
 * @param reached what they came to
 * @param violations the broken invariants, by seed
 * @param trace what happened last, when it was one seed
 */
record Ran(
        String scenario,
        Asked asked,
        long seeds,
        long events,
        Document reached,
        List<Violation> violations,
        Optional<Trace> trace) {

    /** Makes it. */
    Ran {
        violations = List.copyOf(violations);
    }

    /**
     * What was asked for.
     *
     * @param from the first seed
     * @param to the last seed
     * @param seconds simulated length of each run
     * @param focus what the faults are bent towards
     * @param without the rules that are removed
     */
    record Asked(long from, long to, int seconds, Focus focus, List<String> without) {

        /** Makes it. */
        Asked {
            without = List.copyOf(without);
        }
    }

    /**
     * The last lines of one seed, and the hash over all of them.
     *
     * @param lines oldest first
     * @param hash the hash
     */
    record Trace(List<String> lines, long hash) {

        /** Makes it. */
        Trace {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Runs the scenario of leases.
     *
     * @throws IllegalArgumentException if what is asked for is out of range or not known
     */
    static Ran leases(Asked asked, boolean one) {
        var campaign =
                new Campaign(
                        asked.from(), asked.to(), asked.seconds(), asked.focus(), asked.without());
        return one
                ? ofLease(asked, campaign, campaign.trace())
                : ofLeases(asked, campaign, campaign.run());
    }

    private static Ran ofLease(Asked asked, Campaign campaign, LeaseScenario.Traced traced) {
        var result = traced.result();
        return new Ran(
                "leases",
                known(asked, campaign.without()),
                1,
                result.events(),
                reached(result.coverage()),
                result.violation().stream().toList(),
                Optional.of(new Trace(traced.lines(), result.hash())));
    }

    private static Ran ofLeases(Asked asked, Campaign campaign, Campaign.Outcome outcome) {
        return new Ran(
                "leases",
                known(asked, campaign.without()),
                outcome.seeds(),
                outcome.events(),
                reached(outcome.coverage()),
                outcome.violations(),
                Optional.empty());
    }

    /**
     * Runs a scenario of homes that change.
     *
     * @param course what they change for
     * @throws IllegalArgumentException if what is asked for is out of range or not known
     */
    static Ran moves(Course course, Asked asked, boolean one) {
        if (asked.focus() != Focus.NONE) {
            throw new IllegalArgumentException(
                    "focus: the scenario of "
                            + word(course)
                            + " has none; leave it out, or run the leases");
        }
        var campaign =
                new MoveCampaign(
                        course, asked.from(), asked.to(), asked.seconds(), asked.without());
        return one
                ? ofMove(asked, campaign, campaign.trace())
                : ofMoves(asked, campaign, campaign.run());
    }

    private static Ran ofMove(Asked asked, MoveCampaign campaign, MoveScenario.Traced traced) {
        var result = traced.result();
        return new Ran(
                word(campaign.course()),
                known(asked, campaign.without()),
                1,
                result.events(),
                reached(result.coverage()),
                result.violation().stream().toList(),
                Optional.of(new Trace(traced.lines(), result.hash())));
    }

    private static Ran ofMoves(Asked asked, MoveCampaign campaign, MoveCampaign.Outcome outcome) {
        return new Ran(
                word(campaign.course()),
                known(asked, campaign.without()),
                outcome.seeds(),
                outcome.events(),
                reached(outcome.coverage()),
                outcome.violations(),
                Optional.empty());
    }

    private static String word(Course course) {
        return course.name().toLowerCase(Locale.ROOT);
    }

    /** With the rules by their words. */
    private static Asked known(Asked asked, List<String> without) {
        return new Asked(asked.from(), asked.to(), asked.seconds(), asked.focus(), without);
    }

    private static Document reached(MoveCoverage coverage) {
        var document = Document.builder();
        for (var count : MoveCoverage.Count.values()) {
            document.and(fieldName(count), (Long) coverage.of(count));
        }
        return document.build();
    }

    /** Such as {@code doneMoves}. */
    private static String fieldName(Enum<?> count) {
        var words = count.name().toLowerCase(Locale.ROOT).split("_", -1);
        var name = new StringBuilder(words[0]);
        for (var i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(words[i].substring(1));
        }
        return name.toString();
    }

    private static Document reached(Coverage coverage) {
        return Document.builder()
                .and("acknowledgedWrites", (Long) coverage.acknowledgedWrites())
                .and("withheldWrites", (Long) coverage.withheldWrites())
                .and("answeredReads", (Long) coverage.answeredReads())
                .and("openedHomes", (Long) coverage.openedHomes())
                .and("takenOverHomes", (Long) coverage.takenOverHomes())
                .and("momentsOpenInTwoLogs", (Long) coverage.momentsOpenInTwoLogs())
                .and("fencedLogs", (Long) coverage.fencedLogs())
                .and("witnessStoresPutBack", (Long) coverage.witnessStoresPutBack())
                .and("witnessStoresLost", (Long) coverage.witnessStoresLost())
                .build();
    }
}
