package dev.homeport.dcnode.ids;

import dev.homeport.dcnode.logic.append.Cursors;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.QuorumQueue;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A named cursor of the log as one who follows the log moves it. For one thread. */
final class ClaimCursor {

    private static final Duration CALL = Duration.ofSeconds(10);
    private static final long SLACK_MILLIS = 1_000;

    private final Cursors cursors;
    private final String name;
    private final long every;
    private final long begin;
    private long at;

    /**
     * Finds the cursor where it is.
     *
     * @param queue this node's part of the log
     * @param cursors moves it
     * @param name its name
     * @param every how many entries it stays behind at most without being moved
     */
    ClaimCursor(QuorumQueue queue, Cursors cursors, String name, long every) {
        this.cursors = cursors;
        this.name = name;
        this.every = every;
        this.at = queue.cursors().getOrDefault(name, -1L);
        this.begin = Math.max(0, at);
    }

    /** Where it was in the beginning. */
    long begin() {
        return begin;
    }

    /** Moves it if that is worth an entry; makes it if there is none. */
    void keep(long position) throws InterruptedException, ExecutionException, TimeoutException {
        if (at < 0 || position - at >= every) {
            move(position);
        }
    }

    /** Moves it now, if that is forward. */
    void move(long position) throws InterruptedException, ExecutionException, TimeoutException {
        if (position <= at) {
            return;
        }
        var result =
                cursors.advance(name, position, CALL)
                        .toCompletableFuture()
                        .get(CALL.toMillis() + SLACK_MILLIS, TimeUnit.MILLISECONDS);
        if (result instanceof CursorResult.Moved(var _, var moved)) {
            at = moved;
        }
    }
}
