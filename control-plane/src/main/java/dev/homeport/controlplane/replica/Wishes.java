package dev.homeport.controlplane.replica;

import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Wishes that wait for the replica's thread, in order; their number is bounded. Thread-safe. */
final class Wishes {

    /** How many may wait at a time. */
    static final int MOST_WAITING = 64;

    private final ArrayDeque<Wish> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> arrival = new CompletableFuture<>();
    private boolean closed;

    /**
     * One wish.
     *
     * @param id of the decision that it becomes; the same again is the same wish
     * @param by who asks
     * @param decider decides on it, on whatever state stands when its turn comes
     * @param answer what becomes of it
     */
    record Wish(
            EntryId id,
            String by,
            Function<ControlState, Ruling> decider,
            CompletableFuture<Answer> answer) {}

    /**
     * Adds a wish.
     *
     * @param deadline after so long it is answered {@link Answer.Unknown}; a wish whose turn has
     *     not come by then is dropped
     */
    CompletableFuture<Answer> add(
            EntryId id, String by, Function<ControlState, Ruling> decider, Duration deadline) {
        var wish = new Wish(id, by, decider, new CompletableFuture<>());
        CompletableFuture<Void> arrived;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(
                        new Answer.Refused(ErrorCode.UNAVAILABLE, "this replica stops"));
            }
            waiting.removeIf(other -> other.answer().isDone());
            if (waiting.size() >= MOST_WAITING) {
                return CompletableFuture.completedFuture(
                        new Answer.Refused(
                                ErrorCode.OVERLOADED,
                                MOST_WAITING + " wishes wait already; ask again later"));
            }
            waiting.add(wish);
            arrived = arrival;
        }
        arrived.complete(null);
        return wish.answer()
                .completeOnTimeout(
                        new Answer.Unknown(
                                "not decided within "
                                        + deadline.toMillis()
                                        + " ms; ask again with the same request id"),
                        deadline.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Takes all wishes whose answer somebody still waits for, the oldest first. */
    synchronized List<Wish> take() {
        var taken = waiting.stream().filter(wish -> !wish.answer().isDone()).toList();
        waiting.clear();
        arrival = new CompletableFuture<>();
        return taken;
    }

    /** Completed once there is a wish to take. */
    synchronized CompletableFuture<Void> arrival() {
        return arrival;
    }

    /** Answers all wishes that nothing was done, and every later one. */
    void close() {
        List<Wish> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(wish ->
                wish.answer()
                        .complete(new Answer.Refused(ErrorCode.UNAVAILABLE, "this replica stops")));
    }
}
