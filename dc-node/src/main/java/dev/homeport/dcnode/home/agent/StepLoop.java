package dev.homeport.dcnode.home.agent;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One thread that takes inputs from a bounded inbox and, when none comes, the input that says that
 * time has passed. {@link #offer} is safe from any thread.
 */
public final class StepLoop<I> implements AutoCloseable {

    private static final long STOP_MILLIS = 5_000;

    private final ArrayBlockingQueue<I> inbox;
    private final AgentSettings settings;
    private final MachineClock clock;
    private final RandomGenerator chance;
    private final I tick;
    private final Consumer<I> step;
    private final Consumer<Throwable> died;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * Makes a loop; {@link #start} sets it going.
     *
     * @param name of its thread
     * @param settings bounds
     * @param clock both clocks of this machine
     * @param chance for the jitter of ticks
     * @param tick the input that says that time has passed
     * @param step takes an input
     * @param died told once if the loop ends because a step failed
     */
    public StepLoop(
            String name,
            AgentSettings settings,
            MachineClock clock,
            RandomGenerator chance,
            I tick,
            Consumer<I> step,
            Consumer<Throwable> died) {
        this.settings = settings;
        this.clock = clock;
        this.chance = chance;
        this.tick = tick;
        this.step = step;
        this.died = died;
        this.inbox = new ArrayBlockingQueue<>(settings.mostWaiting());
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /** Sets the loop going. */
    public void start() {
        thread.start();
    }

    /** Starts the loop with an input that nothing overtakes. */
    void startWith(I first) {
        inbox.add(first);
        thread.start();
    }

    /** Hands an input over; false when the inbox is full or the loop has ended. */
    public boolean offer(I input) {
        return !stopping && thread.isAlive() && inbox.offer(input);
    }

    int waiting() {
        return inbox.size();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        try {
            var nextTickNanos = clock.read().monotonicNanos() + drawnTickNanos();
            while (!stopping) {
                var waitNanos = nextTickNanos - clock.read().monotonicNanos();
                // A flood of inputs must not keep time from passing.
                var input = waitNanos > 0 ? poll(waitNanos) : null;
                if (input == null) {
                    nextTickNanos = clock.read().monotonicNanos() + drawnTickNanos();
                    step.accept(tick);
                } else {
                    step.accept(input);
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts: the loop ends.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            stopping = true;
            died.accept(e);
        }
    }

    private @Nullable I poll(long waitNanos) throws InterruptedException {
        return inbox.poll(waitNanos, TimeUnit.NANOSECONDS);
    }

    private long drawnTickNanos() {
        var tickNanos = TimeUnit.MILLISECONDS.toNanos(settings.tickMillis());
        return tickNanos * 3 / 4 + chance.nextLong(Math.max(1, tickNanos / 2));
    }

    /** Ends the loop from within, after the step under way. */
    void stop() {
        stopping = true;
    }

    /** Ends the loop and waits until its thread has ended, at most five seconds. */
    @Override
    public void close() {
        stopping = true;
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            // The step under way is let finish: an interrupt would close the store's file.
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
