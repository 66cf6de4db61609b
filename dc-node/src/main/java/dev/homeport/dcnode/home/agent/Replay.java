package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.holder.LeaseHolder;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.witness.Witness;
import dev.homeport.dcnode.home.witness.WitnessEffect;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.vocabulary.ClockReading;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Steps the machines that run with the steps of a journal and compares what they want done: a
 * difference means that something besides the recorded inputs had a say. Stateless.
 */
public final class Replay {

    /**
     * Where a replay went another way.
     *
     * @param step number of the step, from 1
     * @param input what the machine was stepped with
     * @param recorded what it wanted done when it ran
     * @param replayed what it wants done now
     */
    public record Difference(long step, Object input, List<?> recorded, List<?> replayed) {}

    /**
     * What came out of a replay.
     *
     * @param steps how many steps were taken
     * @param difference the first difference, if there is one
     */
    public record Result(long steps, Optional<Difference> difference) {}

    private Replay() {}

    /** Replays a witness. */
    public static Result witness(
            JournalOrigin.OfWitness origin,
            Iterable<Journal.Step<WitnessInput, WitnessEffect>> steps) {
        var witness =
                new Witness(
                        origin.self(),
                        origin.others(),
                        origin.state(),
                        origin.firstRound(),
                        origin.headroom(),
                        LeaseRules.ALL);
        return replay(witness::step, steps);
    }

    /** Replays a holder. */
    public static Result holder(
            JournalOrigin.OfHolder origin,
            Iterable<Journal.Step<HolderInput, HolderEffect>> steps) {
        var holder = new LeaseHolder(origin.self(), origin.table(), LeaseRules.ALL);
        return replay(holder::step, steps);
    }

    /** Replays a machine that was made as it was when the journal began. */
    public static <I, E> Result replay(
            BiFunction<I, ClockReading, List<E>> machine, Iterable<Journal.Step<I, E>> steps) {
        var taken = 0L;
        for (var step : steps) {
            taken++;
            var replayed = machine.apply(step.input(), step.now());
            if (!replayed.equals(step.effects())) {
                return new Result(
                        taken,
                        Optional.of(new Difference(taken, step.input(), step.effects(), replayed)));
            }
        }
        return new Result(taken, Optional.empty());
    }
}
