package dev.homeport.controlplane.observation;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Asks one address for a sign of life. Implementations are thread-safe. */
@FunctionalInterface
public interface Probe {

    /**
     * Asks.
     *
     * @param atMost how long to wait
     * @return whether it answered in time, whatever it said; never exceptionally
     */
    CompletionStage<Boolean> ask(Duration atMost);
}
