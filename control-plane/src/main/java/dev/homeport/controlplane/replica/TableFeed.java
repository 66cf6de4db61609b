package dev.homeport.controlplane.replica;

import dev.homeport.vocabulary.RoutingTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The newest table, for those who wait for one. The number of those who wait is bounded.
 * Thread-safe.
 */
public final class TableFeed {

    /** How many may wait at a time. */
    public static final int MOST_WAITING = 1_024;

    private final TreeMap<Long, CompletableFuture<Optional<RoutingTable>>> waiting =
            new TreeMap<>();
    private long lastTicket;
    private @Nullable RoutingTable newest;

    /** The newest table; empty while there is none to serve. */
    public synchronized Optional<RoutingTable> newest() {
        return Optional.ofNullable(newest);
    }

    /**
     * Waits for a table above a version.
     *
     * @param version the version that is known already
     * @param atMost how long to wait
     * @return the newest table, or nothing when there was none above that version in time; nothing
     *     at all if too many wait already
     */
    public synchronized Optional<CompletionStage<Optional<RoutingTable>>> newerThan(
            long version, Duration atMost) {
        var present = newest;
        if (present != null && present.version() > version) {
            return Optional.of(CompletableFuture.completedFuture(Optional.of(present)));
        }
        if (waiting.size() >= MOST_WAITING) {
            return Optional.empty();
        }
        var ticket = ++lastTicket;
        var future = new CompletableFuture<Optional<RoutingTable>>();
        waiting.put(ticket, future);
        return Optional.of(
                future.completeOnTimeout(Optional.empty(), atMost.toNanos(), TimeUnit.NANOSECONDS)
                        .whenComplete((_, _) -> forget(ticket)));
    }

    private synchronized void forget(long ticket) {
        waiting.remove(ticket);
    }

    /** From now on this is the newest table, if it is newer. */
    void publish(RoutingTable table) {
        List<CompletableFuture<Optional<RoutingTable>>> due;
        synchronized (this) {
            if (newest != null && newest.version() >= table.version()) {
                return;
            }
            newest = table;
            due = List.copyOf(waiting.values());
        }
        due.forEach(future -> future.complete(Optional.of(table)));
    }
}
