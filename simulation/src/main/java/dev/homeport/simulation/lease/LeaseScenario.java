package dev.homeport.simulation.lease;

import dev.homeport.simulation.engine.World;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the lease scenario. Stateless; runs may go on side by side. */
public final class LeaseScenario {

    private LeaseScenario() {}

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
            long seed, long events, long hash, Coverage coverage, Optional<Violation> violation) {}

    /**
     * A run with what happened in it.
     *
     * @param result what it came to
     * @param lines its last events, oldest first
     */
    public record Traced(Result result, List<String> lines) {}

    /** Runs one seed to its end, or to its first violation. */
    public static Result run(Settings settings) {
        return run(settings, new World(settings.seed()));
    }

    /** Runs one seed and keeps what happened last in it, oldest first. */
    public static Traced trace(Settings settings) {
        var world = new World(settings.seed());
        var result = run(settings, world);
        return new Traced(result, world.trace().lines());
    }

    private static void beginTroubles(SimulatedFleet fleet) {
        switch (fleet.settings().focus()) {
            case NONE -> new LeaseFaults(fleet).begin();
            case CLOCKS_AT_THE_BOUND -> new LostLeaders(fleet).beginToCutOff();
            case DEPOSED_LEADERS -> new LostLeaders(fleet).beginToDepose();
            case STALLING_LOGS -> new LostLeaders(fleet).beginToMove();
            case WITNESS_RESTARTS, WITNESS_ROLLBACKS, WITNESS_LOSSES, SHRUNK_LEASES, MISSED_ASKS ->
                    new ForgottenGrants(fleet).begin();
            case SECOND_LIVES -> new SecondLife(fleet).begin();
        }
    }

    private static Result run(Settings settings, World world) {
        var fleet = new SimulatedFleet(settings, world);
        fleet.begin();
        beginTroubles(fleet);
        var slice = TimeUnit.SECONDS.toNanos(1);
        var invariants = fleet.invariants();
        for (var second = 1; second <= settings.seconds(); second++) {
            world.run(second * slice, invariants::check);
            if (invariants.violation().isPresent()) {
                break;
            }
        }
        return new Result(
                settings.seed(),
                world.happened(),
                world.trace().hash(),
                fleet.coverage(),
                invariants.violation());
    }
}
