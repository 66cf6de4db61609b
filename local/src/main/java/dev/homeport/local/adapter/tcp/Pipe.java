package dev.homeport.local.adapter.tcp;

import dev.homeport.local.wan.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One direction of one connection: a bounded queue whose parcels come out when the link says so. A
 * full queue makes the reading side wait, so that its sender is held back by TCP itself.
 *
 * <p>One thread puts, one takes; any may wake or close.
 */
final class Pipe {

    /** The most bytes of one parcel. */
    static final int LARGEST_PIECE_BYTES = 32 << 10;

    private static final int LARGEST_BATCH_BYTES = 256 << 10;
    private static final long NOT_SENT = Long.MAX_VALUE;

    private final Link link;
    private final Lane lane;
    private final int windowBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private final UnacknowledgedBytes unacknowledged = new UnacknowledgedBytes();

    private long heldBytes;
    private long lastArrivalNanos = Long.MIN_VALUE;
    private boolean gated;
    private boolean closed;

    /**
     * Makes a pipe.
     *
     * @param gated whether bytes are kept back until {@link #openGate}
     */
    Pipe(Link link, Lane lane, int windowBytes, boolean gated) {
        this.link = link;
        this.lane = lane;
        this.windowBytes = windowBytes;
        this.gated = gated;
    }

    /** Sends a parcel past the gate. */
    void putFirst(Parcel parcel) {
        lock.lock();
        try {
            queue.add(new Queued(parcel, arrivalOf(parcel), 0));
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a parcel, after waiting for room.
     *
     * @return false if the pipe is closed
     */
    boolean put(Parcel parcel) throws InterruptedException {
        lock.lock();
        try {
            var budgeted = awaitRoom(parcel.size());
            if (closed) {
                lane.returnBudget(budgeted);
                return false;
            }
            heldBytes += parcel.size();
            lane.waiting.addAndGet(parcel.size());
            queue.add(new Queued(parcel, gated ? NOT_SENT : arrivalOf(parcel), budgeted));
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for room and returns how much of the lane's budget was taken for it. */
    private int awaitRoom(int bytes) throws InterruptedException {
        while (!closed && bytes > 0) {
            var untilLineIsFree = link.acceptsAtNanos(lane) - System.nanoTime();
            if (untilLineIsFree > 0) {
                room.awaitNanos(untilLineIsFree);
            } else if (heldBytes == 0) {
                // One piece per connection is always taken: full peers cannot starve the others.
                return 0;
            } else if (heldBytes + bytes <= windowBytes && lane.tryTakeBudget(bytes)) {
                return bytes;
            } else {
                room.await();
            }
        }
        return 0;
    }

    /** Lets go what was kept back: it is sent now. */
    void openGate() {
        lock.lock();
        try {
            gated = false;
            for (var queued : queue) {
                if (queued.arrivalNanos == NOT_SENT) {
                    queued.arrivalNanos = arrivalOf(queued.parcel);
                }
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isGated() {
        lock.lock();
        try {
            return gated;
        } finally {
            lock.unlock();
        }
    }

    private long arrivalOf(Parcel parcel) {
        var arrival = link.send(lane, parcel.size(), System.nanoTime());
        lastArrivalNanos = Math.max(lastArrivalNanos, arrival);
        return lastArrivalNanos;
    }

    /**
     * Takes what has arrived, after waiting for something to arrive. Its room is given back by
     * {@link #handedOver}.
     *
     * @return parcels in order, bytes before anything else; empty once the pipe is closed
     */
    List<Parcel> take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                var head = queue.peek();
                if (head == null || head.arrivalNanos == NOT_SENT) {
                    arrived.await();
                    continue;
                }
                var now = System.nanoTime();
                switch (verdict(head, now)) {
                    case Verdict.Deliver _ -> {
                        return arrivedBatch(now);
                    }
                    case Verdict.Due(var atNanos) -> arrived.awaitNanos(atNanos - now);
                    case Verdict.Hold _ -> arrived.await();
                    case Verdict.Drop _ -> arrived.await(); // the reset of the link closes us
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private Verdict verdict(Queued queued, long nowNanos) {
        return link.verdict(
                lane,
                queued.arrivalNanos,
                unacknowledged,
                queued.parcel.size(),
                windowBytes,
                nowNanos);
    }

    private List<Parcel> arrivedBatch(long nowNanos) {
        var batch = new ArrayList<Parcel>();
        var bytes = 0;
        Queued next;
        while ((next = queue.peek()) != null
                && next.arrivalNanos != NOT_SENT
                && bytes + next.parcel.size() <= LARGEST_BATCH_BYTES
                && verdict(next, nowNanos) instanceof Verdict.Deliver) {
            queue.remove();
            lane.returnBudget(next.budgeted);
            unacknowledged.add(next.parcel.size());
            bytes += next.parcel.size();
            batch.add(next.parcel);
        }
        return batch;
    }

    /** Gives back the room of bytes that have been written. */
    void handedOver(int bytes) {
        lock.lock();
        try {
            if (!closed) {
                heldBytes -= bytes;
                lane.waiting.addAndGet(-bytes);
            }
            lane.delivered.add(bytes);
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the link again. */
    void wake() {
        lock.lock();
        try {
            arrived.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is queued and ends every wait. */
    void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            lane.waiting.addAndGet(-heldBytes);
            heldBytes = 0;
            queue.forEach(queued -> lane.returnBudget(queued.budgeted));
            queue.clear();
            arrived.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static final class Queued {
        final Parcel parcel;
        final int budgeted;
        long arrivalNanos;

        Queued(Parcel parcel, long arrivalNanos, int budgeted) {
            this.parcel = parcel;
            this.arrivalNanos = arrivalNanos;
            this.budgeted = budgeted;
        }
    }
}
