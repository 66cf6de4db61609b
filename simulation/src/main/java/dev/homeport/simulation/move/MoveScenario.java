package dev.homeport.simulation.move;

import dev.homeport.simulation.engine.World;
import dev.homeport.simulation.lease.Violation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the scenario of moves. Stateless; runs may go on side by side. */
public final class MoveScenario {

    /** How long a fleet in which all is well may take until everything agrees. */
    private static final int MOST_REST_SECONDS = 90;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private MoveScenario() {}

    /**
     * What a run came to.
     *
     * @param seed its seed
     * @param events how many events happened
     * @param hash hash over its whole trace
     * @param coverage what it reached
     * @param violation the first broken invariant, if any
     */
    public record Result(
            long seed,
            long events,
            long hash,
            MoveCoverage coverage,
            Optional<Violation> violation) {}

    /**
     * A run with what happened in it.
     *
     * @param result what it came to
     * @param lines its last events, oldest first
     */
    public record Traced(Result result, List<String> lines) {}

    /** Runs one seed to its end, or to its first violation. */
    public static Result run(MoveSettings settings) {
        return run(settings, new World(settings.seed()));
    }

    /** Runs one seed and keeps what happened last in it, oldest first. */
    public static Traced trace(MoveSettings settings) {
        var world = new World(settings.seed());
        var result = run(settings, world);
        return new Traced(result, world.trace().lines());
    }

    private static Result run(MoveSettings settings, World world) {
        var fleet = new MoveFleet(settings, world);
        fleet.begin();
        new MoveTroubles(fleet).begin();
        var invariants = fleet.invariants();
        for (var second = 1; second <= settings.seconds() && holds(fleet); second++) {
            world.run(second * SECOND, invariants::check);
        }
        fleet.rest();
        rest(fleet, settings.seconds());
        return new Result(
                settings.seed(),
                world.happened(),
                world.trace().hash(),
                fleet.coverage(),
                invariants.violation());
    }

    private static boolean holds(MoveFleet fleet) {
        return fleet.invariants().violation().isEmpty();
    }

    private static void rest(MoveFleet fleet, int from) {
        var rest = new MoveRest(fleet);
        var invariants = fleet.invariants();
        var missing = rest.missing();
        for (var second = 1; holds(fleet) && missing.isPresent(); second++) {
            if (second > MOST_REST_SECONDS) {
                invariants.report(
                        "I3",
                        "all is well, and yet the fleet does not come to rest: " + missing.get());
                return;
            }
            fleet.world().run((from + second) * SECOND, invariants::check);
            missing = rest.missing();
        }
        if (holds(fleet)) {
            invariants.checkEnd();
        }
    }
}
