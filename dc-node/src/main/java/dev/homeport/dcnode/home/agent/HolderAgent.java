package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.holder.LeaseHolder;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Runs a {@link LeaseHolder}: tells it what happens in the site's log, sends its asks, and answers
 * from any thread whether a write may be acknowledged.
 *
 * <p>Thread-safe. A question waits for no input or output: it shares a lock with other questions,
 * and with the machine only while that takes one input in memory.
 */
public final class HolderAgent implements Holder, AutoCloseable {

    private static final long GIVE_BACK_MILLIS = 1_000;

    private final LeaseHolder holder;
    private final HolderVoice voice;
    private final Journal<HolderInput, HolderEffect> journal;
    private final MachineClock clock;
    private final StepLoop<HolderInput> loop;
    private final StampedLock lock = new StampedLock();
    private final List<Consumer<RoutingTable>> tableListeners = new CopyOnWriteArrayList<>();
    private final AtomicLong refusedInputs = new AtomicLong();
    private final CompletableFuture<Void> givenBack = new CompletableFuture<>();
    private volatile boolean closing;

    /**
     * Makes an agent; {@link #start} sets it going.
     *
     * @param holder the machine, never stepped before
     * @param voice how it is heard
     * @param journal where its steps are recorded
     * @param clock both clocks of this machine
     * @param settings bounds
     * @param chance for the jitter of ticks
     * @param failed told once if the agent ends by itself; must end the process
     */
    public HolderAgent(
            LeaseHolder holder,
            HolderVoice voice,
            Journal<HolderInput, HolderEffect> journal,
            MachineClock clock,
            AgentSettings settings,
            RandomGenerator chance,
            Consumer<Throwable> failed) {
        this.holder = holder;
        this.voice = voice;
        this.journal = journal;
        this.clock = clock;
        this.loop =
                new StepLoop<>(
                        "lease-holder",
                        settings,
                        clock,
                        chance,
                        new HolderInput.Tick(),
                        this::step,
                        failed);
    }

    /** Sets the agent going. */
    public void start() {
        loop.start();
    }

    /** Asks to be told of newer tables that witnesses hand over; called by the agent's thread. */
    public void onTableFound(Consumer<RoutingTable> listener) {
        tableListeners.add(listener);
    }

    @Override
    public boolean led() {
        return offer(new HolderInput.Led());
    }

    @Override
    public boolean deposed() {
        return offer(new HolderInput.Deposed());
    }

    @Override
    public boolean tableLearned(RoutingTable table) {
        return offer(new HolderInput.TableLearned(table));
    }

    @Override
    public boolean logAdvanced(long closedThrough, LogMark end) {
        return offer(new HolderInput.LogAdvanced(closedThrough, end));
    }

    /** A witness has answered. */
    public boolean answered(LeaseAnswer answer) {
        return offer(new HolderInput.Answered(answer));
    }

    /** False when too many inputs wait already or the agent has ended: nothing was done. */
    private boolean offer(HolderInput input) {
        if (loop.offer(input)) {
            return true;
        }
        refusedInputs.incrementAndGet();
        return false;
    }

    private void step(HolderInput input) {
        var stamp = lock.writeLock();
        Journal.Step<HolderInput, HolderEffect> step;
        try {
            var now = clock.read();
            step = new Journal.Step<>(input, now, holder.step(input, now));
        } finally {
            lock.unlockWrite(stamp);
        }
        journal.record(step);
        for (var effect : step.effects()) {
            switch (effect) {
                case HolderEffect.Send(var witness, var ask) -> voice.ask(witness, ask);
                case HolderEffect.TableFound(var table) -> tell(table);
            }
        }
        if (closing && !holder.isLeading() && !holder.owesReturn()) {
            givenBack.complete(null);
        }
    }

    private void tell(RoutingTable table) {
        for (var listener : tableListeners) {
            try {
                listener.accept(table);
            } catch (RuntimeException e) {
                voice.warn("a listener failed on " + table + ": " + e);
            }
        }
    }

    /**
     * Tells whether a write may be acknowledged that was committed and found effective.
     *
     * @param shard the write's shard
     * @param epoch the epoch at which it is effective
     * @param offset its offset in the site's own stream
     */
    public boolean mayAcknowledge(ShardId shard, Epoch epoch, long offset) {
        // The clock is read under the lock: a reading from before a wait would be too early.
        var stamp = lock.readLock();
        try {
            return !closing && holder.mayAcknowledge(shard, epoch, offset, clock.read());
        } finally {
            lock.unlockRead(stamp);
        }
    }

    @Override
    public ShardSet held(RoutingTable table) {
        return questioned(() -> closing ? ShardSet.none() : holder.held(table, clock.read()));
    }

    /**
     * What is left of the isolation budget of a shard.
     *
     * @return nanoseconds, 0 when no lease is held
     */
    public long remainingNanos(ShardId shard, Epoch epoch) {
        return questioned(() -> holder.remainingNanos(shard, epoch, clock.read()));
    }

    /** The newest table that this node knows. */
    public RoutingTable table() {
        return questioned(holder::table);
    }

    /** Whether the machine believes that its node leads the site's log. */
    public boolean isLeading() {
        return questioned(holder::isLeading);
    }

    /** How many inputs were refused because too many waited. */
    public long refusedInputs() {
        return refusedInputs.get();
    }

    private <T> T questioned(Supplier<T> question) {
        var stamp = lock.readLock();
        try {
            return question.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /**
     * Ends the agent. From here on it lets nothing be acknowledged; then it gives the lease back,
     * so that another node of the site need not wait for its end. For what witnesses say to that it
     * waits a second at most, for the step under way at most five.
     */
    @Override
    public void close() {
        closing = true;
        if (loop.offer(new HolderInput.Deposed())) {
            awaitGivenBack();
        }
        loop.close();
    }

    private void awaitGivenBack() {
        try {
            givenBack.get(GIVE_BACK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Witnesses that have not heard of it wait for the lease's end, as after a crash.
            voice.warn("the lease ends by itself: not every witness has taken it back in time");
        }
    }
}
