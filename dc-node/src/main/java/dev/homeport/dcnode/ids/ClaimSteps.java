package dev.homeport.dcnode.ids;

import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.vocabulary.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one step of following the log for claims after the other, and waits with jitter after one
 * that met something in its way. Has one thread of its own; thread-safe. {@link #start} once,
 * {@link #close} once.
 */
final class ClaimSteps implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimSteps.class);

    private static final Backoff BACKOFF = Backoff.ofMillis(200, 5_000);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** A step. */
    @FunctionalInterface
    interface Step {

        /**
         * Goes on from where it is; waits itself where there is nothing to do.
         *
         * @return what is in its way; empty when nothing is
         */
        Optional<String> run()
                throws InterruptedException,
                        ExecutionException,
                        TimeoutException,
                        UnreadableEntryException;
    }

    private final Step step;
    private final RandomGenerator chance;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<String> trouble = Optional.empty();
    private int failures;

    /**
     * Makes it.
     *
     * @param name of its thread
     * @param step what it does
     * @param chance for the jitter of waits
     */
    ClaimSteps(String name, Step step, RandomGenerator chance) {
        this.step = step;
        this.chance = chance;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** What is in the way now. */
    Optional<String> trouble() {
        return trouble;
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                trouble = step();
                if (trouble.isEmpty()) {
                    failures = 0;
                } else {
                    waitOut(trouble.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> step() throws InterruptedException {
        try {
            return step.run();
        } catch (QueueException
                | ExecutionException
                | TimeoutException
                | UnreadableEntryException e) {
            return Optional.of("" + e.getMessage());
        }
    }

    private void waitOut(String why) throws InterruptedException {
        if (failures++ == 0 && closed.getCount() > 0) {
            LOG.warn("Claims of registered accounts wait for their confirmation: {}", why);
        }
        pause(BACKOFF.delay(failures, chance));
    }

    /** Waits, unless it is closed meanwhile. */
    void pause(Duration time) throws InterruptedException {
        var _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Stops, within some seconds. */
    @Override
    public void close() {
        closed.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
