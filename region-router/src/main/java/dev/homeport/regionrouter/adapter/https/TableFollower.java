package dev.homeport.regionrouter.adapter.https;

import dev.homeport.regionrouter.adapter.yaml.InvalidDocument;
import dev.homeport.vocabulary.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Waits at the control plane for newer routing tables, so that they are here as soon as they are
 * there. What goes wrong is not told here: the table is asked for besides, and that tells it. One
 * thread of its own; {@link #start} and {@link #close} are called once each.
 */
public final class TableFollower implements AutoCloseable {

    /** A replica answers within 20 s, with a table or without one. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(25);

    private static final Backoff PAUSES = Backoff.ofMillis(500, 5_000);

    private final ControlDoors doors;
    private final ControlPlaneTables tables;
    private final RandomGenerator chance;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Makes a follower.
     *
     * @param doors who is asked; closed with this
     * @param tables takes what is answered
     * @param chance for the jitter of pauses; used by one thread
     */
    public TableFollower(ControlDoors doors, ControlPlaneTables tables, RandomGenerator chance) {
        this.doors = doors;
        this.tables = tables;
        this.chance = chance;
        this.thread = Thread.ofVirtual().name("routing-tables").unstarted(this::follow);
    }

    /** Begins to wait for tables. */
    public void start() {
        thread.start();
    }

    private void follow() {
        var failures = 0;
        while (!closed) {
            try {
                tables.await(doors, LONGEST_POLL);
                failures = 0;
            } catch (IOException | InvalidDocument e) {
                failures++;
                try {
                    TimeUnit.NANOSECONDS.sleep(PAUSES.delay(failures, chance).toNanos());
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        doors.close();
    }
}
