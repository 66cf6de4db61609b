package dev.homeport.simulation.app;

import dev.homeport.simulation.lease.Campaign;
import dev.homeport.simulation.lease.Focus;
import java.util.List;

/**
 * Runs the lease scenario over a range of seeds: {@code FROM TO [SECONDS [RULES [FOCUS]]]}, where
 * {@code RULES} are the removed ones, separated by commas, or a hyphen for none. Exits with 0 when
 * every invariant held, with 1 when one was broken, with 2 when the arguments are off.
 */
public final class Simulate {

    private static final String USAGE = "usage: FROM TO [SECONDS [RULE,RULE|- [FOCUS]]]";
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
            return simulate(campaign(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("bad argument: " + e.getMessage());
            return 2;
        }
    }

    private static Campaign campaign(String[] arguments) {
        var seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_SECONDS;
        var rules = arguments.length > 3 ? arguments[3] : "-";
        var focus = arguments.length > 4 ? Campaign.focus(arguments[4]) : Focus.NONE;
        return new Campaign(
                Long.parseLong(arguments[0]),
                Long.parseLong(arguments[1]),
                seconds,
                focus,
                rules.equals("-") ? List.of() : List.of(rules.split(",", -1)));
    }

    private static int simulate(Campaign campaign) {
        System.out.println(campaign);
        if (campaign.from() == campaign.to()) {
            return one(campaign);
        }
        var outcome = campaign.run();
        System.out.println("events " + outcome.events() + ", " + outcome.coverage());
        outcome.violations().stream()
                .limit(MOST_SHOWN)
                .forEach(v ->
                        System.out.println(
                                "seed " + v.seed() + ": " + v.invariant() + " " + v.what()));
        System.out.println("violations " + outcome.violations().size());
        return outcome.violations().isEmpty() ? 0 : 1;
    }

    private static int one(Campaign campaign) {
        var traced = campaign.trace();
        traced.lines().forEach(System.out::println);
        var result = traced.result();
        System.out.println("events " + result.events() + ", " + result.coverage());
        System.out.println("hash " + Long.toHexString(result.hash()));
        result.violation().ifPresent(v -> System.out.println("seed " + v.seed() + ": " + v.what()));
        return result.violation().isPresent() ? 1 : 0;
    }
}
