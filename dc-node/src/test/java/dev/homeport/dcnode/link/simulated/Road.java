package dev.homeport.dcnode.link.simulated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The network from one site to another, one way. What is sent on one flow stays in its order. */
final class Road {

    private static final long FAST = 50_000_000;

    private record Packet(long atNanos, Runnable arrival) {}

    private final World world;
    private final long delayMillis;
    private final long jitterMillis;
    private final List<Flow> flows = new ArrayList<>();
    private long bytesPerSecond = FAST;
    private long freeAtNanos;
    private boolean blocked;
    private boolean refusing;

    Road(World world, long delayMillis, long jitterMillis) {
        this.world = world;
        this.delayMillis = delayMillis;
        this.jitterMillis = jitterMillis;
        this.freeAtNanos = world.nanos();
    }

    /** One direction of one line. */
    final class Flow {

        private final Deque<Packet> under = new ArrayDeque<>();
        private long lastAtNanos = world.nanos();
        private boolean dead;

        private Flow() {
            flows.add(this);
        }

        void send(int bytes, Runnable arrival) {
            if (dead) {
                return;
            }
            var start = later(world.nanos(), freeAtNanos);
            freeAtNanos = start + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
            var delay = TimeUnit.MILLISECONDS.toNanos(delayMillis + world.between(0, jitterMillis));
            lastAtNanos = later(lastAtNanos, freeAtNanos + delay);
            under.add(new Packet(lastAtNanos, arrival));
            world.inNanos(lastAtNanos - world.nanos(), this::drain);
        }

        /** Nothing more arrives, and nobody is told. */
        void die() {
            dead = true;
            under.clear();
            flows.remove(this);
        }

        private void drain() {
            while (!blocked && !dead && !under.isEmpty()) {
                if (under.getFirst().atNanos() - world.nanos() > 0) {
                    return;
                }
                under.removeFirst().arrival().run();
            }
        }
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }

    Flow flow() {
        return new Flow();
    }

    /** Nothing arrives any more; it will when the road is open again. */
    void block() {
        blocked = true;
    }

    /** Whoever dials is refused. */
    void refuse() {
        refusing = true;
    }

    void limit(long bytesEachSecond) {
        bytesPerSecond = bytesEachSecond;
    }

    /** Everything is well again, and what was held arrives. */
    void open() {
        blocked = false;
        refusing = false;
        bytesPerSecond = FAST;
        if (freeAtNanos - world.nanos() > TimeUnit.SECONDS.toNanos(1)) {
            freeAtNanos = world.nanos();
        }
        List.copyOf(flows).forEach(Flow::drain);
    }

    boolean isBlocked() {
        return blocked;
    }

    boolean isRefusing() {
        return refusing;
    }

    boolean isWell() {
        return !blocked && !refusing;
    }

    long mostDelayMillis() {
        return delayMillis + jitterMillis;
    }
}
