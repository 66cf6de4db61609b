package dev.homeport.controlplane.replica;

import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Asks witnesses which table they know. Implementations are thread-safe. */
@FunctionalInterface
public interface WitnessVersions {

    /**
     * Asks all witnesses that this process was told of.
     *
     * @param atMost how long to wait for them
     * @return the version of the table of each that answered in time, 0 where it knows none; never
     *     exceptionally
     */
    CompletionStage<Map<SiteId, Long>> ask(Duration atMost);
}
