package dev.homeport.simulation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The simulated world has to be as bad as it says it is, or a green run says nothing. */
class WorldTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final World world = new World(5);

    @Test
    void eventsHappenInTheOrderOfTimeAndThenOfPlanning() {
        var seen = new ArrayList<String>();
        world.after(20, () -> seen.add("late"));
        world.after(10, () -> seen.add("first"));
        world.after(10, () -> seen.add("second"));
        world.run(100, () -> {});
        assertThat(seen).containsExactly("first", "second", "late");
        assertThat(world.nowNanos()).isEqualTo(100);
    }

    @Test
    void aSlowClockFallsBehindAndASuspendedOneStandsStill() {
        var clock = new MachineClock(world, -0.01, 0);
        var machine = new Machine(world, "m", clock);
        var start = clock.read();
        world.run(100 * SECOND, () -> {});
        var later = clock.read();
        assertThat(later.monotonicNanos() - start.monotonicNanos()).isEqualTo(99 * SECOND);
        assertThat(later.wallMillis() - start.wallMillis()).isEqualTo(100_000);

        machine.stop(10 * SECOND, true);
        world.run(110 * SECOND, () -> {});
        assertThat(clock.read().monotonicNanos()).isEqualTo(later.monotonicNanos());
        assertThat(clock.read().divergenceNanos(later)).isEqualTo(10 * SECOND);
    }

    @Test
    void aPausedProcessDoesLateWhatACrashedOneNeverDoes() {
        var seen = new ArrayList<String>();
        var paused = new Machine(world, "p", new MachineClock(world, 0, 0));
        var crashed = new Machine(world, "c", new MachineClock(world, 0, 0));
        paused.stop(5 * SECOND, false);
        crashed.stop(5 * SECOND, false);
        paused.deliver(() -> seen.add("paused at " + world.nowNanos() / SECOND));
        crashed.deliver(() -> seen.add("crashed"));
        crashed.crash();
        crashed.start();
        world.run(20 * SECOND, () -> {});
        assertThat(seen).containsExactly("paused at 5");
        assertThat(crashed.boot()).isEqualTo(2);
    }

    @Test
    void theNetworkDelaysLosesAndRepeats() {
        var network = new Network(world, 2);
        var arrivals = new ArrayList<Long>();
        var sent = 20_000;
        for (var i = 0; i < sent; i++) {
            network.send(0, 1, () -> arrivals.add(world.nowNanos()));
        }
        world.run(60 * SECOND, () -> {});
        assertThat(arrivals).hasSizeBetween(sent * 9 / 10, sent * 11 / 10).isSorted();
        assertThat(arrivals.getFirst()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(4));
        assertThat(arrivals.size()).isNotEqualTo(sent);
    }

    @Test
    void aOneWayCutLetsTheOtherDirectionPass() {
        var network = new Network(world, 2);
        var seen = new int[2];
        var unused = network.cut(0, 1);
        for (var i = 0; i < 100; i++) {
            network.send(0, 1, () -> seen[1]++);
            network.send(1, 0, () -> seen[0]++);
        }
        world.run(60 * SECOND, () -> {});
        assertThat(seen[1]).isZero();
        assertThat(seen[0]).isGreaterThan(50);

        var mend = network.isolate(1);
        network.heal();
        var again = network.isolate(1);
        // What mends a cut that is healed already mends no later one.
        mend.run();
        assertThat(again).isNotSameAs(unused);
        network.send(1, 0, () -> seen[0] = -1);
        world.run(120 * SECOND, () -> {});
        assertThat(seen[0]).isGreaterThan(50);
    }
}
