package dev.homeport.coordinator.voter;

import dev.homeport.coordinator.state.CoordinatorReply;
import dev.homeport.coordinator.state.CoordinatorState;
import dev.homeport.coordinator.state.CoordinatorStore;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Applies the committed commands of the log to the store, one after the other, and hands each reply
 * to whoever waits for its position. The wiring calls {@link #applyAvailable} from one thread at a
 * time, whenever the log has grown; an exception of it is final: the process ends, and the next one
 * goes on where the store stands. The other methods are thread-safe.
 */
public final class Applier {

    /** How many replies are kept for those who ask for them late. */
    public static final int KEPT_REPLIES = 4_096;

    /** After how many positions the store is made durable. */
    private static final int DURABLE_EVERY = 8_192;

    private final QuorumQueue queue;
    private final CoordinatorStore store;
    private final CoordinatorState state;
    private final Map<Long, CompletableFuture<Boolean>> waiting = new HashMap<>();
    private final LinkedHashMap<Long, CoordinatorReply> kept = new LinkedHashMap<>();
    private long applied;

    /**
     * Goes on where a store stands.
     *
     * @param queue the log
     * @param store the store
     */
    public Applier(QuorumQueue queue, CoordinatorStore store) {
        this.queue = queue;
        this.store = store;
        this.state = new CoordinatorState(store);
        this.applied = state.appliedPosition();
    }

    /** Up to which position this voter has applied the log. */
    public synchronized long appliedPosition() {
        return applied;
    }

    /**
     * Applies everything that the log holds by now.
     *
     * @return up to which position everything is applied
     */
    public long applyAvailable() {
        var next = state.appliedPosition() + 1;
        while (next <= queue.lastPosition()) {
            var entries = queue.read(next, ReadLimit.DEFAULT);
            if (entries.isEmpty()) {
                break;
            }
            for (var judged : entries) {
                apply(judged);
            }
            next = state.appliedPosition() + 1;
        }
        return state.appliedPosition();
    }

    private void apply(JudgedEntry judged) {
        var entry = judged.entry();
        Optional<CoordinatorReply> reply =
                switch (judged.verdict()) {
                    case Verdict.Effective _ ->
                            Optional.of(
                                    state.apply(
                                            entry.position(),
                                            CommandCodec.decode(entry.type(), entry.payload())));
                    case Verdict.Duplicate _, Verdict.Refused _ -> {
                        state.skip(entry.position());
                        yield Optional.empty();
                    }
                };
        if (entry.position() % DURABLE_EVERY == 0) {
            store.makeDurable();
        }
        publish(entry.position(), reply);
    }

    private void publish(long position, Optional<CoordinatorReply> reply) {
        Optional<CompletableFuture<Boolean>> due;
        synchronized (this) {
            applied = position;
            reply.ifPresent(given -> kept.put(position, given));
            if (kept.size() > KEPT_REPLIES) {
                kept.pollFirstEntry();
            }
            due = Optional.ofNullable(waiting.remove(position));
        }
        due.ifPresent(waiter -> waiter.complete(true));
    }

    /**
     * The reply to the command at a position, once it is applied here.
     *
     * @param position the position
     * @param deadline how long to wait
     * @return empty when it was not applied in time, or so long ago that it is forgotten
     */
    public CompletionStage<Optional<CoordinatorReply>> replyAt(long position, Duration deadline) {
        return appliedTo(position, deadline)
                .thenApply(there -> {
                    synchronized (this) {
                        return there
                                ? Optional.ofNullable(kept.get(position))
                                : Optional.<CoordinatorReply>empty();
                    }
                });
    }

    /**
     * Waits until a position is applied here.
     *
     * @param position the position
     * @param deadline how long to wait
     * @return whether it was applied in time
     */
    public CompletionStage<Boolean> appliedTo(long position, Duration deadline) {
        CompletableFuture<Boolean> waiter;
        synchronized (this) {
            if (position <= applied) {
                return CompletableFuture.completedFuture(true);
            }
            // What is waited for is committed, so it is applied and forgotten some day.
            waiter = waiting.computeIfAbsent(position, _ -> new CompletableFuture<>());
        }
        return waiter.copy().completeOnTimeout(false, deadline.toNanos(), TimeUnit.NANOSECONDS);
    }
}
