package dev.homeport.local.adapter.tcp;

import dev.homeport.local.wan.Direction;
import dev.homeport.local.wan.LinkPair;
import dev.homeport.local.wan.LinkState;
import dev.homeport.local.wan.LinkStatus;
import dev.homeport.local.wan.Verdict;
import dev.homeport.local.wan.WanCommand;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** The link between two sites: its state, its connections and its counters. Thread-safe. */
final class Link {

    private final ReentrantLock lock = new ReentrantLock();
    private final RandomGenerator jitter;
    private final Lane forward;
    private final Lane backward;
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();

    /** Written under the lock; read without it. */
    private volatile LinkPair pair;

    Link(LinkPair pair, long bufferBytes, RandomGenerator jitter) {
        this.pair = pair;
        this.jitter = jitter;
        this.forward = new Lane(pair.direction(), bufferBytes);
        this.backward = new Lane(pair.direction().reversed(), bufferBytes);
    }

    Lane lane(Direction direction) {
        return direction.equals(forward.direction()) ? forward : backward;
    }

    LinkPair pair() {
        return pair;
    }

    /** Puts bytes on the line and returns when they arrive. */
    long send(Lane lane, int bytes, long nowNanos) {
        lock.lock();
        try {
            var sent = state(lane).send(bytes, jitter.nextDouble(), nowNanos);
            pair =
                    lane == forward
                            ? new LinkPair(pair.direction(), sent.next(), pair.backward())
                            : new LinkPair(pair.direction(), pair.forward(), sent.next());
            return sent.arrivalNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the line takes more bytes; the past if it does now. */
    long acceptsAtNanos(Lane lane) {
        return state(lane).acceptsAtNanos();
    }

    Verdict verdict(
            Lane lane,
            long arrivalNanos,
            UnacknowledgedBytes unacknowledged,
            int bytes,
            long windowBytes,
            long nowNanos) {
        var seen = pair;
        var own = lane == forward ? seen.forward() : seen.backward();
        var opposite = lane == forward ? seen.backward() : seen.forward();
        return own.verdict(
                opposite,
                arrivalNanos,
                unacknowledged.with(opposite, bytes),
                windowBytes,
                nowNanos);
    }

    private LinkState state(Lane lane) {
        var seen = pair;
        return lane == forward ? seen.forward() : seen.backward();
    }

    /** Applies a command; resets or wakes the connections that it concerns. */
    void apply(WanCommand command, long nowNanos) {
        LinkPair.Change change;
        lock.lock();
        try {
            change = pair.apply(command, nowNanos);
            pair = change.next();
        } finally {
            lock.unlock();
        }
        for (var relay : relays) {
            if (change.resets()) {
                relay.reset();
            } else {
                relay.wake();
            }
        }
    }

    /** Registers a connection, unless the link has been cut in the meantime. */
    boolean admit(Relay relay) {
        relays.add(relay);
        if (pair.accepts()) {
            return true;
        }
        relays.remove(relay);
        return false;
    }

    void forget(Relay relay) {
        relays.remove(relay);
    }

    void resetAll() {
        relays.forEach(Relay::reset);
    }

    LinkStatus status(Direction direction, long nowNanos) {
        var lane = lane(direction);
        var state = state(lane);
        return new LinkStatus(
                direction,
                state.condition(),
                TimeUnit.NANOSECONDS.toMillis(nowNanos - state.sinceNanos()),
                state.settings(),
                lane.open.get(),
                lane.accepted.sum(),
                lane.reset.sum(),
                lane.turnedAway.sum(),
                lane.delivered.sum(),
                lane.waiting.get());
    }
}
