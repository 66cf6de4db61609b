package dev.homeport.client.load;

import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks on while load is driven, and says how long it goes on. The driver's threads call it, so it
 * must be quick and thread-safe.
 */
public interface LoadWatch {

    /** Nobody looks on, and each message may wait for ten seconds. */
    LoadWatch NOBODY =
            new LoadWatch() {

                @Override
                public Duration patience() {
                    return Duration.ofSeconds(10);
                }

                @Override
                public boolean goesOn() {
                    return true;
                }

                @Override
                public void sending() {}

                @Override
                public void answered(SiteId home, Attempt attempt) {}
            };

    /** How long a message may wait for its result before that is taken for unknown. */
    Duration patience();

    /**
     * For how long a site may say nothing before its clients take the connection for dead; nothing
     * for what suits a site that is to answer.
     */
    default Optional<Duration> bearableSilence() {
        return Optional.empty();
    }

    /** Whether to go on sending; the length that was ordered is the longest in any case. */
    boolean goesOn();

    /** All users are connected, and the first message is sent. */
    void sending();

    /**
     * A message has its result.
     *
     * @param home the site that registered the sender
     * @param attempt what became of it
     */
    void answered(SiteId home, Attempt attempt);
}
