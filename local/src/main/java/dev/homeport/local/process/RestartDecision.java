package dev.homeport.local.process;

/** What to do about a process that ended by itself. Immutable and thread-safe. */
public sealed interface RestartDecision {

    /**
     * Start it again.
     *
     * @param history what to remember
     * @param pauseNanos how long to wait before
     */
    record Restart(RestartHistory history, long pauseNanos) implements RestartDecision {}

    /**
     * Leave it, and tell a person.
     *
     * @param reason why, and the mend
     */
    record GiveUp(String reason) implements RestartDecision {}
}
