package dev.homeport.dcnode.home.agent;

import dev.homeport.vocabulary.ClockReading;
import java.util.List;

/**
 * Where a machine's steps are recorded, so that the same machine can be stepped with them again.
 * Used by one thread. A journal never stops its machine: at its bound, or when it cannot write, it
 * says so once and records no more.
 *
 * @param <I> what the machine takes
 * @param <E> what it wants done
 */
public interface Journal<I, E> {

    /** Records a step. */
    void record(Step<I, E> step);

    /**
     * One step of a machine.
     *
     * @param <I> what the machine takes
     * @param <E> what it wants done
     * @param input what happened
     * @param now both clocks when it happened
     * @param effects what the machine wanted done
     */
    record Step<I, E>(I input, ClockReading now, List<E> effects) {

        /** Makes a step. */
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /** A journal that records nothing. */
    static <I, E> Journal<I, E> none() {
        return step -> {};
    }
}
