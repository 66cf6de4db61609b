package dev.homeport.dcnode.table;

import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.RoutingTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Follows the control plane's routing table: watches one replica at a time, the first of the list
 * before the others, and hands on each table that it tells. A replica that falls silent or refuses
 * is left for the next one; after a round in which none told anything, it waits for a growing time
 * with jitter. With the whole control plane away nothing changes but the age in {@link #status}.
 *
 * <p>It judges nothing: whoever takes the tables checks that they are newer, as {@link TableKeeper}
 * does. Has one thread of its own; thread-safe.
 */
public final class TableFollower implements AutoCloseable {

    /** A replica speaks at least every two seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(7);

    private static final Backoff BACKOFF = Backoff.ofMillis(200, 5_000);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /**
     * How it goes.
     *
     * @param source the replica that is being heard; empty while none is
     * @param version the newest version that a replica has told; 0 before the first
     * @param ageMillis how long ago a replica last said what the newest table is, in milliseconds;
     *     counted from the beginning before the first has
     * @param trouble why no replica is heard; empty while one is
     */
    public record Status(
            Optional<String> source, long version, long ageMillis, Optional<String> trouble) {}

    private final List<TableSource> sources;
    private final Supplier<RoutingTable> known;
    private final Consumer<RoutingTable> taker;
    private final Supplier<ClockReading> clock;
    private final RandomGenerator chance;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile TableSource.@Nullable Watch watch;
    private volatile @Nullable String heard;
    private volatile @Nullable String trouble = "no replica has answered yet";
    private volatile long version;
    private volatile long lastNanos;

    /**
     * Makes a follower; {@link #start} begins.
     *
     * @param sources the replicas, the own site's first
     * @param known the newest table that is known here, from wherever
     * @param taker gets each table that a replica tells, by this follower's thread
     * @param clock the machine's clocks
     * @param chance for the jitter of the waits
     */
    public TableFollower(
            List<TableSource> sources,
            Supplier<RoutingTable> known,
            Consumer<RoutingTable> taker,
            Supplier<ClockReading> clock,
            RandomGenerator chance) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "sources: there is no replica of the control plane to follow; name one");
        }
        this.sources = List.copyOf(sources);
        this.known = known;
        this.taker = taker;
        this.clock = clock;
        this.chance = chance;
        this.lastNanos = clock.get().monotonicNanos();
        this.thread = Thread.ofVirtual().name("homeport-table-follower").unstarted(this::follow);
    }

    /** Begins to follow. */
    public void start() {
        thread.start();
    }

    /** How it goes. */
    public Status status() {
        var age = Math.max(0, clock.get().monotonicNanos() - lastNanos);
        return new Status(
                Optional.ofNullable(heard),
                version,
                TimeUnit.NANOSECONDS.toMillis(age),
                Optional.ofNullable(trouble));
    }

    private void follow() {
        var silentRounds = 0;
        try {
            while (!isClosed()) {
                var heardAny = false;
                for (var source : sources) {
                    heardAny = !isClosed() && listenTo(source);
                    if (heardAny) {
                        break;
                    }
                }
                silentRounds = heardAny ? 0 : silentRounds + 1;
                var wait = BACKOFF.delay(silentRounds + 1, chance);
                closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Listens until the replica falls silent; tells whether anything was heard. */
    private boolean listenTo(TableSource source) throws InterruptedException {
        var heardAny = false;
        try (var watching = source.watch(known.get().version())) {
            watch = watching;
            while (!isClosed()) {
                var news = watching.next(SILENCE);
                lastNanos = clock.get().monotonicNanos();
                heard = source.name();
                trouble = null;
                heardAny = true;
                switch (news) {
                    case TableNews.Newer(var table) -> {
                        version = table.version();
                        taker.accept(table);
                    }
                    case TableNews.Still(var told) -> version = told;
                }
            }
        } catch (TableSource.Silence | RuntimeException e) {
            trouble = "control plane " + source.name() + ": " + e.getMessage();
        } finally {
            heard = null;
            watch = null;
        }
        return heardAny;
    }

    /** Stops, within some seconds. Idempotent. */
    @Override
    public void close() {
        closed.countDown();
        var watching = watch;
        if (watching != null) {
            watching.close();
        }
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
