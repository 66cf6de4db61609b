package dev.homeport.benchmarks.measurement;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number of operations under way, starting one for each that was answered, until the time
 * or the count is over; then waits for the rest. What it measures counts both from an operation's
 * start: nothing waits in a queue of the loop's own.
 *
 * @param inFlight how many operations are under way at once
 * @param length for how long operations are started
 * @param mostOperations how many are started at most
 * @param answerBound how long the last ones may take
 * @param nanoClock the monotonic clock, in nanoseconds
 */
public record ClosedLoop(
        int inFlight,
        Duration length,
        long mostOperations,
        Duration answerBound,
        LongSupplier nanoClock) {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int SIGNIFICANT_DIGITS = 3;

    /** An operation that was refused is not repeated at once: the system needs its processors. */
    private static final Executor AFTER_A_REFUSAL =
            CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    /**
     * Runs one round.
     *
     * @throws UnansweredException if operations stay without an answer
     * @throws InterruptedException if the thread is interrupted; operations may still be under way
     */
    public Round run(Operation operation) throws UnansweredException, InterruptedException {
        var permits = new Semaphore(inFlight);
        var nanos = new ConcurrentHistogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
        var failed = new AtomicLong();
        var began = nanoClock.getAsLong();
        for (var number = 0L; number < mostOperations; number++) {
            var left = length.toNanos() - (nanoClock.getAsLong() - began);
            if (left <= 0 || !permits.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                break;
            }
            var started = nanoClock.getAsLong();
            var _ =
                    operation
                            .start(number)
                            .whenComplete((acknowledged, failure) -> {
                                if (succeeded(acknowledged, failure)) {
                                    var took = nanoClock.getAsLong() - started;
                                    nanos.recordValue(Math.clamp(took, 0, LONGEST_NANOS));
                                    permits.release();
                                } else {
                                    failed.incrementAndGet();
                                    AFTER_A_REFUSAL.execute(permits::release);
                                }
                            });
        }
        if (!permits.tryAcquire(inFlight, answerBound.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new UnansweredException(
                    (inFlight - permits.availablePermits())
                            + " operations were not answered within "
                            + answerBound.toSeconds()
                            + " s");
        }
        return new Round(
                nanos.getTotalCount(),
                failed.get(),
                Math.max(1, nanoClock.getAsLong() - began),
                nanos.getValueAtPercentile(50),
                nanos.getValueAtPercentile(99),
                nanos.getMaxValue());
    }

    private static boolean succeeded(@Nullable Boolean acknowledged, @Nullable Throwable failure) {
        return failure == null && acknowledged != null && acknowledged;
    }
}
