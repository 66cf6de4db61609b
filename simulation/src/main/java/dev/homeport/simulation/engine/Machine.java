package dev.homeport.simulation.engine;

import java.util.ArrayDeque;

/**
 * A simulated machine with one process on it. The process can crash, which loses everything that
 * was under way, be paused, which only delays it, or be suspended together with the machine, which
 * stops the monotonic clock as well. One thread.
 */
public final class Machine {

    private final World world;
    private final String name;
    private final MachineClock clock;
    private final ArrayDeque<Runnable> backlog = new ArrayDeque<>();
    private boolean up = true;
    private boolean stopped;
    private long boot = 1;

    /** Makes a machine that runs. */
    public Machine(World world, String name, MachineClock clock) {
        this.world = world;
        this.name = name;
        this.clock = clock;
    }

    /** Name of the machine in traces. */
    public String name() {
        return name;
    }

    /** The machine's clocks. */
    public MachineClock clock() {
        return clock;
    }

    /** Number of the process's boot, from 1. */
    public long boot() {
        return boot;
    }

    /** Whether the process exists, running or stopped. */
    public boolean isUp() {
        return up;
    }

    /** Whether the process exists and runs. */
    public boolean isRunning() {
        return up && !stopped;
    }

    /** Lets the process do something now, later when it is stopped, or never when it is gone. */
    public void deliver(Runnable action) {
        if (!up) {
            return;
        }
        if (stopped) {
            backlog.addLast(action);
        } else {
            action.run();
        }
    }

    /** Ends the process. What was under way in it is lost. */
    public void crash() {
        world.record(name + " crashes");
        up = false;
        stopped = false;
        clock.resume();
        backlog.clear();
    }

    /** Starts the process again, as a new boot. */
    public void start() {
        boot++;
        up = true;
        world.record(name + " starts as boot " + boot);
    }

    /**
     * Stops the process for a while.
     *
     * @param nanos how long
     * @param withClock whether the whole machine is suspended, and its monotonic clock with it
     */
    public void stop(long nanos, boolean withClock) {
        if (!isRunning()) {
            return;
        }
        world.record(name + (withClock ? " is suspended" : " is paused"));
        stopped = true;
        if (withClock) {
            clock.suspend();
        }
        var stoppedBoot = boot;
        world.after(
                nanos,
                () -> {
                    if (boot == stoppedBoot && stopped) {
                        goOn();
                    }
                });
    }

    private void goOn() {
        world.record(name + " goes on");
        stopped = false;
        clock.resume();
        while (!backlog.isEmpty() && isRunning()) {
            backlog.removeFirst().run();
        }
    }
}
