package dev.homeport.client.load;

import dev.homeport.client.checker.Checker;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What came out of a run. Immutable.
 *
 * @param sendingMillis how long messages were sent
 * @param homes the home of each account, as it was when the account was registered
 * @param asked when each request was made, by sender and request id
 * @param histories what the clients saw, and what was read back
 * @param unreadable what could not be read back, and why; empty if everything was
 */
public record LoadOutcome(
        long sendingMillis,
        Map<Long, String> homes,
        List<Asked> asked,
        Histories histories,
        List<String> unreadable) {

    /** Makes an outcome. */
    public LoadOutcome {
        homes = Map.copyOf(homes);
        asked = List.copyOf(asked);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * When a user wanted a message sent. It goes out later when the session waits for a connection.
     *
     * @param sender the user
     * @param requestId the request
     * @param nanos when, by the clock of the histories
     */
    public record Asked(long sender, String requestId, long nanos) {}

    /** Judges the histories. */
    public Verdict verdict() {
        return Checker.check(histories);
    }
}
