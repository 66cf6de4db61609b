package dev.homeport.dcnode.logic.append;

import dev.homeport.vocabulary.ShardId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes that have come to the next home of their shard before it has opened. In a planned move
 * that is a fraction of a second, so they wait here for it and not in their clients, who could but
 * ask again and again. Beyond the bounds nobody waits, and the write is refused as before.
 * Thread-safe.
 */
public final class AwaitedOpenings {

    /** As many as there may be clients that write one message each, a few thousand a second. */
    private static final int MOST = 4_096;

    /** Well below the time after which a client takes the site for dead. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private record Waiting(ShardId shard, CompletableFuture<Void> opened) {}

    private final Homes homes;
    private final int most;
    private final Duration longest;
    private final ConcurrentSkipListMap<Long, Waiting> waiting = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong tickets = new AtomicLong();

    /** Makes it for a site's homes, with the usual bounds. */
    public AwaitedOpenings(Homes homes) {
        this(homes, MOST, LONGEST);
    }

    /**
     * Makes it.
     *
     * @param homes the site's homes
     * @param most how many writes may wait at a time
     * @param longest for how long each
     */
    AwaitedOpenings(Homes homes, int most, Duration longest) {
        this.homes = homes;
        this.most = most;
        this.longest = longest;
    }

    /** One in which nobody waits. */
    public static AwaitedOpenings none(Homes homes) {
        return new AwaitedOpenings(homes, 0, Duration.ZERO);
    }

    /**
     * Waits until a shard is not on its way here any more.
     *
     * @return completes normally: at once if it is not or too many wait, when homes have changed so
     *     that it is not, or after two seconds; whoever waited has to look again
     */
    public CompletionStage<Void> opened(ShardId shard) {
        if (!isAwaited(shard)) {
            return CompletableFuture.completedFuture(null);
        }
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return CompletableFuture.completedFuture(null);
        }
        var ticket = tickets.incrementAndGet();
        var opened = new CompletableFuture<Void>();
        waiting.put(ticket, new Waiting(shard, opened));
        var left =
                opened.whenComplete((_, _) -> {
                    waiting.remove(ticket);
                    count.decrementAndGet();
                });
        var _ = opened.completeOnTimeout(null, longest.toNanos(), TimeUnit.NANOSECONDS);
        if (!isAwaited(shard)) {
            // It has opened since the first look, and whoever told of it may have come too early.
            opened.complete(null);
        }
        return left;
    }

    private boolean isAwaited(ShardId shard) {
        return homes.homeOf(shard) instanceof Home.NotOpen;
    }

    /** Homes have changed. Lets those go on, in the order in which they came, whose home has. */
    public void homesChanged() {
        for (var one : List.copyOf(waiting.values())) {
            if (!isAwaited(one.shard())) {
                one.opened().complete(null);
            }
        }
    }

    /** How many wait. */
    public int size() {
        return count.get();
    }
}
