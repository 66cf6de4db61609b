package dev.homeport.dcnode.link.pull;

/** A jittered wait that doubles up to a bound. */
final class BackOff {

    private long millis;
    private long untilNanos;
    private boolean waiting;

    /** Begins the next wait. */
    void fail(Turn turn) {
        var settings = turn.settings();
        millis =
                millis == 0
                        ? settings.leastBackOffMillis()
                        : Math.min(2 * millis, settings.mostBackOffMillis());
        untilNanos = turn.jittered(millis);
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
        millis = 0;
    }

    /** Ends the wait under way. */
    void end() {
        millis = 0;
        waiting = false;
    }
}
