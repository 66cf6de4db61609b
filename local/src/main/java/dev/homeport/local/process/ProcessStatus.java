package dev.homeport.local.process;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a supervised process is doing. Immutable and thread-safe.
 *
 * @param name its name
 * @param state what it is doing
 * @param pid its number while it runs
 * @param ends how often it has ended by itself
 * @param problem the last thing that went wrong, in a sentence; kept after it came back
 */
public record ProcessStatus(
        String name, State state, OptionalLong pid, int ends, Optional<String> problem) {

    /** What a supervised process is doing. */
    public enum State {
        /** Started, not ready yet. */
        STARTING,
        /** Ready. */
        READY,
        /** Running, but it no longer passes its readiness check. It is left alone. */
        UNRESPONSIVE,
        /** Stopped in its tracks because that was asked for; it goes on when that is asked for. */
        PAUSED,
        /** Ended by itself; it will be started again after a pause. */
        PAUSING,
        /** Killed because that was asked for, and not started until it is released. */
        HELD,
        /** Asked to end. */
        STOPPING,
        /** Ended because it was asked to. */
        STOPPED,
        /** Ended, and given up. */
        FAILED
    }
}
