package dev.homeport.simulation.lease;

import dev.homeport.simulation.engine.World;
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

    /** Runs one seed to its end, or to its first violation. */
    public static Result run(Settings settings) {
        var world = new World(settings.seed());
        var fleet = new SimulatedFleet(settings, world);
        fleet.begin();
        new LeaseFaults(fleet).begin();
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
