package dev.homeport.dcnode.link.pull;

/** The wait before something that failed is tried again. */
final class RetryWait {

    private int failures;
    private long untilNanos;
    private boolean waiting;

    /** Begins the next wait. */
    void fail(Turn turn) {
        failures++;
        untilNanos = turn.retryNanos(failures);
        waiting = true;
    }

    /** Whether no wait is under way. */
    boolean isOver(Turn turn) {
        if (waiting && turn.reached(untilNanos)) {
            waiting = false;
        }
        return !waiting;
    }

    /** The next wait is a short one again. */
    void reset() {
        failures = 0;
    }

    /** Ends the wait under way. */
    void end() {
        failures = 0;
        waiting = false;
    }
}
