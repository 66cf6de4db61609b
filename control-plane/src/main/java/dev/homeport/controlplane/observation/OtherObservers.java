package dev.homeport.controlplane.observation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks the other replicas what they see. Implementations are thread-safe. */
@FunctionalInterface
public interface OtherObservers {

    /**
     * Asks all of them.
     *
     * @param atMost how long to wait for them
     * @return what those saw that answered in time; never exceptionally
     */
    CompletionStage<List<Sighting>> ask(Duration atMost);
}
