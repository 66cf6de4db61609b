package dev.homeport.controlplane.observation;

import java.time.Duration;
import java.util.function.Consumer;

/** Asks the other replicas what they see. Implementations are thread-safe. */
@FunctionalInterface
public interface OtherObservers {

    /**
     * Asks all of them, and does not wait: one that is gone must not keep back what another saw.
     *
     * @param atMost for how long an answer is of use
     * @param heard takes what each sees that answers in time, on any thread; must not block
     */
    void ask(Duration atMost, Consumer<Sighting> heard);
}
