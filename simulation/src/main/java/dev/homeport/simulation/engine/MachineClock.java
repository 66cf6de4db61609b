package dev.homeport.simulation.engine;

import dev.homeport.vocabulary.ClockReading;
import java.util.concurrent.TimeUnit;

/**
 * The two clocks of a simulated machine. The monotonic one runs at a rate of its own, within the
 * bound that the protocol allows, and stands still while the machine is suspended; the wall clock
 * runs true but starts out wrong and can be set. One thread.
 */
public final class MachineClock {

    private final World world;
    private final double rate;
    private final long originNanos;
    private long wallErrorNanos;
    private long suspendedNanos;
    private long suspendedSinceNanos = -1;

    /**
     * Makes the clocks of a machine.
     *
     * @param world where the machine stands
     * @param drift how far the monotonic clock is off, such as 0.01
     * @param wallErrorNanos how far the wall clock is off
     */
    public MachineClock(World world, double drift, long wallErrorNanos) {
        this.world = world;
        this.rate = 1 + drift;
        this.originNanos = world.random().nextLong(TimeUnit.DAYS.toNanos(100));
        this.wallErrorNanos = wallErrorNanos;
    }

    /** What the machine sees now. */
    public ClockReading read() {
        var now = world.nowNanos();
        var asleep = suspendedNanos + (suspendedSinceNanos < 0 ? 0 : now - suspendedSinceNanos);
        return new ClockReading(
                originNanos + (long) ((now - asleep) * rate),
                TimeUnit.NANOSECONDS.toMillis(now + wallErrorNanos));
    }

    /** Sets the wall clock forward or back. */
    public void jumpWall(long nanos) {
        wallErrorNanos += nanos;
    }

    void suspend() {
        suspendedSinceNanos = world.nowNanos();
    }

    void resume() {
        if (suspendedSinceNanos >= 0) {
            suspendedNanos += world.nowNanos() - suspendedSinceNanos;
            suspendedSinceNanos = -1;
        }
    }
}
