package dev.homeport.simulation.engine;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Simulated time and everything that is to happen in it. Events of the same moment happen in the
 * order in which they were planned, so that a seed determines the whole run. One thread.
 */
public final class World {

    private record Event(long atNanos, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
    private final SplittableRandom random;
    private final Trace trace = new Trace();
    private long nowNanos;
    private long planned;
    private long happened;

    /** Makes a world in which nothing is planned yet. */
    public World(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The true time, in nanoseconds since the world began. No simulated machine can see it. */
    public long nowNanos() {
        return nowNanos;
    }

    /** The source of all chance in this world. */
    public SplittableRandom random() {
        return random;
    }

    /** What was recorded so far. */
    public Trace trace() {
        return trace;
    }

    /** How many events have happened. */
    public long happened() {
        return happened;
    }

    /** Plans an action. */
    public void after(long delayNanos, Runnable action) {
        events.add(new Event(nowNanos + Math.max(0, delayNanos), planned++, action));
    }

    /** Plans an action that is repeated, each time after another random pause. */
    public void every(long minMillis, long maxMillis, Runnable action) {
        after(
                between(minMillis, maxMillis),
                () -> {
                    action.run();
                    every(minMillis, maxMillis, action);
                });
    }

    /** A random duration in nanoseconds. */
    public long between(long minMillis, long maxMillis) {
        return random.nextLong(
                TimeUnit.MILLISECONDS.toNanos(minMillis),
                TimeUnit.MILLISECONDS.toNanos(maxMillis) + 1);
    }

    /** Whether something that happens with the given probability happens now. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A random element. */
    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /**
     * Lets everything happen that is planned up to a time.
     *
     * @param untilNanos the time
     * @param afterEach what to do after every single event
     */
    public void run(long untilNanos, Runnable afterEach) {
        while (!events.isEmpty() && events.peek().atNanos() <= untilNanos) {
            var event = events.remove();
            nowNanos = event.atNanos();
            event.action().run();
            happened++;
            afterEach.run();
        }
        nowNanos = untilNanos;
    }

    /** Records something that happened, so that two runs can be compared and a failure be read. */
    public void record(String what) {
        trace.add(nowNanos, what);
    }
}
