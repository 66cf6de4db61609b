package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.agent.StateStore.StoreFailedException;
import dev.homeport.dcnode.home.agent.StateStore.WriteRefusedException;
import dev.homeport.dcnode.home.witness.Witness;
import dev.homeport.dcnode.home.witness.WitnessEffect;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.dcnode.home.witness.WitnessState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs a {@link Witness}: steps it with what arrives and with the passing of time, and does what it
 * wants done in its order. Nothing leaves before the state ahead of it is on disk.
 *
 * <p>If the disk refuses a state, everything behind it in that step is kept back and the witness
 * answers nobody until a later state, which says all that the refused one said, is on disk. If the
 * store fails, the agent ends and says so: the process must end too.
 *
 * <p>{@link #offer} and {@link #status} are safe from any thread.
 */
public final class WitnessAgent implements AutoCloseable {

    /**
     * How a witness is doing.
     *
     * @param running whether its thread runs
     * @param granting whether it grants
     * @param state what it last stepped to; on disk unless {@code refusing} is present
     * @param refusing why it answers nobody at the moment, if so
     * @param persisted how many states have been made durable since the start
     * @param refusedInputs how many inputs were refused because too many waited
     */
    public record Status(
            boolean running,
            boolean granting,
            WitnessState state,
            Optional<String> refusing,
            long persisted,
            long refusedInputs) {}

    private record Snapshot(boolean granting, WitnessState state, Optional<String> refusing) {}

    private final Witness witness;
    private final StateStore store;
    private final WitnessVoice voice;
    private final Journal<WitnessInput, WitnessEffect> journal;
    private final MachineClock clock;
    private final Consumer<Throwable> failed;
    private final StepLoop<WitnessInput> loop;
    private final AtomicLong persisted = new AtomicLong();
    private final AtomicLong refusedInputs = new AtomicLong();
    private volatile Snapshot snapshot;

    /**
     * Makes an agent; {@link #start} sets it going.
     *
     * @param witness the machine, made from what {@code store} holds and never stepped before
     * @param store where its state goes
     * @param voice how it is heard
     * @param journal where its steps are recorded
     * @param clock both clocks of this machine
     * @param settings bounds
     * @param chance for the jitter of ticks
     * @param failed told once if the agent ends by itself; must end the process
     */
    public WitnessAgent(
            Witness witness,
            StateStore store,
            WitnessVoice voice,
            Journal<WitnessInput, WitnessEffect> journal,
            MachineClock clock,
            AgentSettings settings,
            RandomGenerator chance,
            Consumer<Throwable> failed) {
        this.witness = witness;
        this.store = store;
        this.voice = voice;
        this.journal = journal;
        this.clock = clock;
        this.failed = failed;
        this.snapshot = new Snapshot(false, witness.state(), Optional.empty());
        this.loop =
                new StepLoop<>(
                        "witness",
                        settings,
                        clock,
                        chance,
                        new WitnessInput.Tick(),
                        this::step,
                        failed);
    }

    /** Sets the agent going: the machine's first input is that it has started. */
    public void start() {
        // In the inbox before the thread runs, so that nothing overtakes it.
        loop.startWith(new WitnessInput.Started());
    }

    /**
     * Hands an input over.
     *
     * @return false if too many wait already or the agent has ended; then nothing was done
     */
    public boolean offer(WitnessInput input) {
        if (loop.offer(input)) {
            return true;
        }
        refusedInputs.incrementAndGet();
        return false;
    }

    /** How the witness is doing. */
    public Status status() {
        var seen = snapshot;
        return new Status(
                loop.isAlive(),
                seen.granting(),
                seen.state(),
                seen.refusing(),
                persisted.get(),
                refusedInputs.get());
    }

    private void step(WitnessInput input) {
        var now = clock.read();
        var effects = witness.step(input, now);
        journal.record(new Journal.Step<>(input, now, effects));
        try {
            execute(effects);
            snapshot = new Snapshot(witness.isGranting(), witness.state(), stillRefusing(effects));
        } catch (WriteRefusedException e) {
            if (snapshot.refusing().isEmpty()) {
                voice.warn("the witness answers nobody: " + e.getMessage());
            }
            snapshot =
                    new Snapshot(
                            witness.isGranting(),
                            witness.state(),
                            Optional.of(String.valueOf(e.getMessage())));
        } catch (StoreFailedException e) {
            loop.stop();
            failed.accept(e);
        }
    }

    /** Only a state that went to disk ends a refusal. */
    private Optional<String> stillRefusing(List<WitnessEffect> effects) {
        var written = effects.stream().anyMatch(WitnessEffect.Persist.class::isInstance);
        return written ? Optional.empty() : snapshot.refusing();
    }

    private void execute(List<WitnessEffect> effects)
            throws WriteRefusedException, StoreFailedException {
        for (var effect : effects) {
            switch (effect) {
                case WitnessEffect.Persist(var state) -> {
                    store.persist(state);
                    persisted.incrementAndGet();
                }
                case WitnessEffect.Answer(var answer) -> voice.answer(answer);
                case WitnessEffect.AnswerMark(var call, var mark) -> voice.answerMark(call, mark);
                case WitnessEffect.Tell(var to, var message) -> voice.tell(to, message);
                case WitnessEffect.Warn(var warning) -> voice.warn(warning);
            }
        }
    }

    /** Ends the agent after the step under way; waits at most five seconds. */
    @Override
    public void close() {
        loop.close();
    }
}
