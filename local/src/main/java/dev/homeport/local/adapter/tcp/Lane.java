package dev.homeport.local.adapter.tcp;

import dev.homeport.local.wan.Direction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counters and buffer budget of one direction of a link. Thread-safe. */
final class Lane {

    final LongAdder accepted = new LongAdder();
    final LongAdder reset = new LongAdder();
    final LongAdder turnedAway = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final AtomicInteger open = new AtomicInteger();
    final AtomicLong waiting = new AtomicLong();

    private final Direction direction;
    private final long bufferBytes;
    private final AtomicLong budgetTaken = new AtomicLong();

    Lane(Direction direction, long bufferBytes) {
        this.direction = direction;
        this.bufferBytes = bufferBytes;
    }

    Direction direction() {
        return direction;
    }

    /** Takes room for bytes if there is any. */
    boolean tryTakeBudget(int bytes) {
        var taken = budgetTaken.addAndGet(bytes);
        if (taken <= bufferBytes) {
            return true;
        }
        budgetTaken.addAndGet(-bytes);
        return false;
    }

    void returnBudget(int bytes) {
        budgetTaken.addAndGet(-bytes);
    }
}
