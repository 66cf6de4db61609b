package dev.homeport.dcnode.link.simulated;

import dev.homeport.vocabulary.ClockReading;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Time, dice and what happens when. The same seed gives the same run. */
final class World {

    private record Event(long sinceStart, long order, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::sinceStart).thenComparingLong(Event::order));
    private final SplittableRandom chance;
    private final long startNanos;
    private Runnable afterEach = () -> {};
    private long sinceStart;
    private long order;

    World(long seed) {
        chance = new SplittableRandom(seed);
        // A monotonic clock may begin anywhere, and run over.
        startNanos = seed % 2 == 0 ? Long.MAX_VALUE - 20_000_000_000L : -5;
    }

    SplittableRandom chance() {
        return chance;
    }

    long between(long least, long most) {
        return least + chance.nextLong(most - least + 1);
    }

    long nanos() {
        return startNanos + sinceStart;
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(sinceStart);
    }

    ClockReading now() {
        return new ClockReading(nanos(), 1_000_000 + millis());
    }

    void afterEachEvent(Runnable check) {
        afterEach = check;
    }

    void inMillis(long millis, Runnable what) {
        inNanos(TimeUnit.MILLISECONDS.toNanos(millis), what);
    }

    void inNanos(long nanos, Runnable what) {
        events.add(new Event(sinceStart + Math.max(0, nanos), order++, what));
    }

    void everyMillis(long millis, Runnable what) {
        inNanos(
                TimeUnit.MILLISECONDS.toNanos(millis) * between(75, 125) / 100,
                () -> {
                    what.run();
                    everyMillis(millis, what);
                });
    }

    void runFor(long millis) {
        runUntil(() -> false, millis);
    }

    /** Whether it came true within that time. */
    boolean runUntil(BooleanSupplier done, long atMostMillis) {
        var end = sinceStart + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
        while (!done.getAsBoolean()) {
            var next = events.peek();
            if (next == null || next.sinceStart() > end) {
                sinceStart = end;
                return done.getAsBoolean();
            }
            events.remove();
            sinceStart = next.sinceStart();
            next.what().run();
            afterEach.run();
        }
        return true;
    }
}
