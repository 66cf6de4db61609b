package dev.homeport.simulation.app;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.simulation.lease.Coverage;
import dev.homeport.simulation.lease.LeaseScenario;
import dev.homeport.simulation.lease.Settings;
import java.util.stream.LongStream;

/**
 * Runs the lease scenario over a range of seeds: {@code FROM TO [SECONDS [REMOVED_RULE]]}. Exits
 * with 0 when every invariant held, with 1 when one was broken, with 2 when the arguments are off.
 */
public final class Simulate {

    private static final int DEFAULT_SECONDS = 90;
    private static final int MOST_SHOWN = 20;

    private Simulate() {}

    /** Runs the simulator. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String[] arguments) {
        if (arguments.length < 2 || arguments.length > 4) {
            System.err.println("usage: FROM TO [SECONDS [REMOVED_RULE]]");
            return 2;
        }
        try {
            var rules =
                    arguments.length > 3
                            ? LeaseRules.without(LeaseRule.valueOf(arguments[3]))
                            : LeaseRules.ALL;
            var seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_SECONDS;
            return simulate(
                    Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), seconds, rules);
        } catch (IllegalArgumentException e) {
            System.err.println("bad argument: " + e.getMessage());
            return 2;
        }
    }

    private static int simulate(long from, long to, int seconds, LeaseRules rules) {
        var results =
                LongStream.rangeClosed(from, to)
                        .parallel()
                        .mapToObj(seed -> LeaseScenario.run(new Settings(seed, seconds, rules)))
                        .toList();
        var coverage = new Coverage();
        results.forEach(result -> coverage.add(result.coverage()));
        var events = results.stream().mapToLong(LeaseScenario.Result::events).sum();
        var violations = results.stream().flatMap(result -> result.violation().stream()).toList();
        System.out.println("seeds " + from + " to " + to + " with " + rules);
        System.out.println("events " + events + ", " + coverage);
        if (results.size() == 1) {
            System.out.println("hash " + Long.toHexString(results.getFirst().hash()));
        }
        violations.stream()
                .limit(MOST_SHOWN)
                .forEach(v -> System.out.println("seed " + v.seed() + ": " + v.what()));
        if (violations.size() == 1) {
            violations.getFirst().trace().forEach(System.out::println);
        }
        System.out.println("violations " + violations.size());
        return violations.isEmpty() ? 0 : 1;
    }
}
