package dev.homeport.quorumqueue.replica;

import dev.homeport.quorumqueue.QueueException;
import dev.homeport.vocabulary.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits for the log to grow beyond a position. Thread-safe; bounded by {@link #MAX_WAITERS}.
 */
public final class PositionWaiters {

    /** How many may wait at once; a further one is answered at once, as if its time were over. */
    public static final int MAX_WAITERS = 4096;

    private record Waiter(long position, CompletableFuture<Long> future) {}

    private final PriorityQueue<Waiter> waiters =
            new PriorityQueue<>(Comparator.comparingLong(Waiter::position));
    private long lastPosition;
    private boolean closed;

    /**
     * Adds a waiter.
     *
     * @return completes with the last position once that lies beyond the given one, exceptionally
     *     once this closes; a time limit is the caller's to put on
     */
    public synchronized CompletableFuture<Long> await(long position) {
        if (closed) {
            return CompletableFuture.failedFuture(closedException());
        }
        if (lastPosition > position) {
            return CompletableFuture.completedFuture(lastPosition);
        }
        waiters.removeIf(waiter -> waiter.future().isDone());
        if (waiters.size() >= MAX_WAITERS) {
            return CompletableFuture.completedFuture(lastPosition);
        }
        var future = new CompletableFuture<Long>();
        waiters.add(new Waiter(position, future));
        return future;
    }

    /**
     * The log has grown.
     *
     * @return whom to tell, with the new last position
     */
    public synchronized List<CompletableFuture<Long>> grown(long position) {
        lastPosition = position;
        var due = new ArrayList<CompletableFuture<Long>>();
        for (var first = waiters.peek();
                first != null && first.position() < position;
                first = waiters.peek()) {
            waiters.remove();
            due.add(first.future());
        }
        return due;
    }

    /** Fails everybody who waits, now and later. */
    public void close() {
        List<Waiter> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(waiters);
            waiters.clear();
        }
        all.forEach(waiter -> waiter.future().completeExceptionally(closedException()));
    }

    private static QueueException closedException() {
        return new QueueException(ErrorCode.UNAVAILABLE, "the queue is closed");
    }
}
