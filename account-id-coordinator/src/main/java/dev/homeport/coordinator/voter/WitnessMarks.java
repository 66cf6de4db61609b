package dev.homeport.coordinator.voter;

import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The grant marks that witnesses keep, each the highest number that it ever heard of. Completed
 * stages never fail: a witness that does not answer in time is left out.
 */
public interface WitnessMarks {

    /** How many witnesses there are. */
    int witnesses();

    /** Asks every witness for its mark. Completes once a majority answered or the time is over. */
    CompletionStage<Map<SiteId, Long>> read(Duration deadline);

    /**
     * Tells every witness to keep at least this mark, durably. Completes once a majority answered
     * or the time is over.
     *
     * @return the marks of those that answered
     */
    CompletionStage<Map<SiteId, Long>> raise(long mark, Duration deadline);
}
