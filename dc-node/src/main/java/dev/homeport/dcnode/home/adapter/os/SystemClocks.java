package dev.homeport.dcnode.home.adapter.os;

import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.vocabulary.ClockReading;

/** The clocks of this machine. Thread-safe. */
public final class SystemClocks implements MachineClock {

    @Override
    public ClockReading read() {
        // The monotonic clock second: a pause in between makes a lease end early, never late.
        var wallMillis = System.currentTimeMillis();
        return new ClockReading(System.nanoTime(), wallMillis);
    }
}
