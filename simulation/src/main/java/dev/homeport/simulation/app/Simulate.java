package dev.homeport.simulation.app;

import dev.homeport.simulation.lease.Campaign;
import dev.homeport.simulation.lease.Focus;
import dev.homeport.simulation.lease.Violation;
import dev.homeport.simulation.move.Course;
import dev.homeport.simulation.move.MoveCampaign;
import java.util.List;
import java.util.Optional;

/**
 * Runs the lease scenario over a range of seeds: {@code FROM TO [SECONDS [RULES [FOCUS]]]}, where
 * {@code RULES} are the removed ones, separated by commas, or a hyphen for none; with {@code moves}
 * or {@code takeovers} for the focus, the scenario of that. Exits with 0 when every invariant held,
 * with 1 when one was broken, with 2 when the arguments are off.
 */
public final class Simulate {

    private static final String USAGE =
            "usage: FROM TO [SECONDS [RULE,RULE|- [FOCUS|moves|takeovers]]]";
    private static final String MOVES = "moves";
    private static final String TAKEOVERS = "takeovers";
    private static final int DEFAULT_SECONDS = 90;
    private static final int MOST_SHOWN = 20;

    private Simulate() {}

    /** Runs the simulator. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String[] arguments) {
        if (arguments.length < 2 || arguments.length > 5) {
            System.err.println(USAGE);
            return 2;
        }
        try {
            return arguments.length > 4 && List.of(MOVES, TAKEOVERS).contains(arguments[4])
                    ? simulate(campaignOfMoves(arguments))
                    : simulate(campaign(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("bad argument: " + e.getMessage());
            return 2;
        }
    }

    private static Campaign campaign(String[] arguments) {
        var seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_SECONDS;
        var focus = arguments.length > 4 ? Campaign.focus(arguments[4]) : Focus.NONE;
        return new Campaign(
                Long.parseLong(arguments[0]),
                Long.parseLong(arguments[1]),
                seconds,
                focus,
                rules(arguments));
    }

    private static MoveCampaign campaignOfMoves(String[] arguments) {
        return new MoveCampaign(
                arguments[4].equals(MOVES) ? Course.MOVES : Course.TAKEOVERS,
                Long.parseLong(arguments[0]),
                Long.parseLong(arguments[1]),
                Integer.parseInt(arguments[2]),
                rules(arguments));
    }

    private static List<String> rules(String[] arguments) {
        var rules = arguments.length > 3 ? arguments[3] : "-";
        return rules.equals("-") ? List.of() : List.of(rules.split(",", -1));
    }

    private static int simulate(Campaign campaign) {
        System.out.println(campaign);
        if (campaign.from() == campaign.to()) {
            var traced = campaign.trace();
            var result = traced.result();
            return one(
                    traced.lines(),
                    result.events() + ", " + result.coverage(),
                    result.hash(),
                    result.violation());
        }
        var outcome = campaign.run();
        return all(outcome.events() + ", " + outcome.coverage(), outcome.violations());
    }

    private static int simulate(MoveCampaign campaign) {
        System.out.println(campaign);
        if (campaign.from() == campaign.to()) {
            var traced = campaign.trace();
            var result = traced.result();
            return one(
                    traced.lines(),
                    result.events() + ", " + result.coverage(),
                    result.hash(),
                    result.violation());
        }
        var outcome = campaign.run();
        return all(outcome.events() + ", " + outcome.coverage(), outcome.violations());
    }

    private static int all(String reached, List<Violation> violations) {
        System.out.println("events " + reached);
        violations.stream()
                .limit(MOST_SHOWN)
                .forEach(v ->
                        System.out.println(
                                "seed " + v.seed() + ": " + v.invariant() + " " + v.what()));
        System.out.println("violations " + violations.size());
        return violations.isEmpty() ? 0 : 1;
    }

    private static int one(
            List<String> lines, String reached, long hash, Optional<Violation> violation) {
        lines.forEach(System.out::println);
        System.out.println("events " + reached);
        System.out.println("hash " + Long.toHexString(hash));
        violation.ifPresent(v -> System.out.println("seed " + v.seed() + ": " + v.what()));
        return violation.isPresent() ? 1 : 0;
    }
}
