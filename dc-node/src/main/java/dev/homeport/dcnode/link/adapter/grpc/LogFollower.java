package dev.homeport.dcnode.link.adapter.grpc;

import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.dcnode.link.serve.StreamTail;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Follows the log, so that lines hear of what is new and {@link StreamTail} of when it came. Runs
 * in a virtual thread of its own.
 */
final class LogFollower {

    private static final Duration WAIT = Duration.ofSeconds(1);

    /**
     * Lines hear of what is new at most so often: a word costs each end of the line, and each
     * replica of the other site's log, the same whether it carries one entry or fifty. What comes
     * after a silence is told at once.
     */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** Further behind than that, entries are not counted one by one. */
    private static final long MOST_BEHIND = 65_536;

    private record Growth(long firstOffset, long lastOffset, long bytes) {}

    private final QuorumQueue queue;
    private final StreamTail tail;
    private final MachineClock clock;
    private final Runnable grown;
    private final Thread thread;
    private volatile boolean stopping;

    LogFollower(QuorumQueue queue, StreamTail tail, MachineClock clock, Runnable grown) {
        this.queue = queue;
        this.tail = tail;
        this.clock = clock;
        this.grown = grown;
        this.thread = Thread.ofVirtual().name("link-log-follower").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopping = true;
        thread.interrupt();
    }

    private void run() {
        try {
            var position = begin();
            while (!stopping) {
                var last = queue.awaitBeyond(position, WAIT).toCompletableFuture().get();
                if (last > position) {
                    position = last - position > MOST_BEHIND ? begin() : follow(position);
                    grown.run();
                    TimeUnit.NANOSECONDS.sleep(PACE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | QueueException e) {
            // The log is closed or cannot be read; each line that reads it says so.
            stopping = true;
        }
    }

    private long begin() {
        var now = clock.read().monotonicNanos();
        var position = queue.lastPosition();
        queue.streams().values().forEach(end -> tail.begin(end.stream(), end.lastOffset(), now));
        return position;
    }

    private long follow(long position) {
        var entries = queue.read(position + 1, ReadLimit.DEFAULT);
        var growths = new HashMap<SiteLog, Growth>();
        for (var judged : entries) {
            var entry = judged.entry();
            growths.merge(
                    entry.stream(),
                    new Growth(entry.offset(), entry.offset(), entry.payload().size()),
                    (before, more) ->
                            new Growth(
                                    before.firstOffset(),
                                    more.lastOffset(),
                                    before.bytes() + more.bytes()));
        }
        var now = clock.read().monotonicNanos();
        growths.forEach((stream, growth) ->
                tail.grown(stream, growth.firstOffset(), growth.lastOffset(), growth.bytes(), now));
        return end(position, entries);
    }

    private static long end(long position, List<JudgedEntry> entries) {
        return entries.isEmpty() ? position : entries.getLast().entry().position();
    }
}
