package dev.homeport.quorumqueue.batching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups units into batches. Units leave in the order in which they came; neighbours go into one
 * batch as long as they join and the batch is not full.
 *
 * <p>With nothing under way a unit leaves at once; while batches are under way, units gather for up
 * to the linger time. So a lone writer pays no delay and many writers share an fsync.
 *
 * <p>Not thread-safe: whoever owns the queue in front of the engine guards it.
 *
 * @param <U> the units
 */
public final class Batcher<U extends Batcher.Unit<U>> {

    /**
     * What is batched.
     *
     * @param <U> the unit's own type
     */
    public interface Unit<U> {

        /** Size in bytes. */
        int bytes();

        /** Whether the unit may stand in one batch with the one before it. */
        boolean joins(U previous);
    }

    /**
     * What to do next.
     *
     * @param <U> the units
     */
    public sealed interface Step<U> {

        /**
         * Send these now, and report their completion.
         *
         * @param batch the units in order
         */
        record Send<U>(List<U> batch) implements Step<U> {}

        /**
         * Nothing to send for so long, unless a unit is added or a batch completes.
         *
         * @param nanos how long, in nanoseconds
         */
        record Wait<U>(long nanos) implements Step<U> {}

        /** Nothing to send until a unit is added or a batch completes. */
        record Idle<U>() implements Step<U> {}
    }

    private record Waiting<U>(U unit, long sinceNanos) {}

    private final BatchLimits limits;
    private final ArrayDeque<Waiting<U>> queue = new ArrayDeque<>();
    private long queuedBytes;
    private int inFlight;
    private int heldUnits;
    private long heldBytes;

    /** Makes an empty batcher. */
    public Batcher(BatchLimits limits) {
        this.limits = limits;
    }

    /**
     * Adds a unit at the end.
     *
     * @param nowNanos the monotonic clock
     * @return whether there was room
     */
    public boolean offer(U unit, long nowNanos) {
        if (heldUnits >= limits.waitingUnits()
                || (heldUnits > 0 && heldBytes + unit.bytes() > limits.waitingBytes())) {
            return false;
        }
        queue.add(new Waiting<>(unit, nowNanos));
        queuedBytes += unit.bytes();
        heldUnits++;
        heldBytes += unit.bytes();
        return true;
    }

    /**
     * Decides what to do next.
     *
     * @param nowNanos the monotonic clock
     */
    public Step<U> next(long nowNanos) {
        var head = queue.peek();
        if (head == null || inFlight >= limits.inFlightBatches()) {
            return new Step.Idle<>();
        }
        var full = queuedBytes >= limits.batchBytes() || queue.size() >= limits.batchUnits();
        var waitedNanos = nowNanos - head.sinceNanos();
        if (inFlight > 0 && !full && waitedNanos < limits.lingerNanos()) {
            return new Step.Wait<>(limits.lingerNanos() - waitedNanos);
        }
        inFlight++;
        return new Step.Send<>(take());
    }

    private List<U> take() {
        var batch = new ArrayList<U>();
        var bytes = 0L;
        for (var head = queue.peek(); head != null; head = queue.peek()) {
            var unit = head.unit();
            if (!batch.isEmpty()
                    && (!unit.joins(batch.getLast())
                            || batch.size() >= limits.batchUnits()
                            || bytes + unit.bytes() > limits.batchBytes())) {
                break;
            }
            queue.remove();
            queuedBytes -= unit.bytes();
            bytes += unit.bytes();
            batch.add(unit);
        }
        return batch;
    }

    /** A batch that was sent has been settled, one way or the other. */
    public void settled(List<U> batch) {
        inFlight--;
        release(batch);
    }

    /** Takes out everything that has not been sent. */
    public List<U> drain() {
        var units = queue.stream().map(Waiting::unit).toList();
        queue.clear();
        queuedBytes = 0;
        release(units);
        return units;
    }

    private void release(List<U> units) {
        heldUnits -= units.size();
        heldBytes -= units.stream().mapToLong(Unit::bytes).sum();
    }

    /** How many units are held, under way or not. */
    public int heldUnits() {
        return heldUnits;
    }

    /** How many bytes those have. */
    public long heldBytes() {
        return heldBytes;
    }
}
