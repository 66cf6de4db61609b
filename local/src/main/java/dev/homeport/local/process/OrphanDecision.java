package dev.homeport.local.process;

import java.util.Optional;

/**
 * What a pid file of an earlier launcher means now. A process is ours only if it is the very one
 * that the file names, by boot, start time and number, and carries the state folder's mark; in any
 * doubt it is somebody else's and is never touched. Immutable and thread-safe.
 */
public sealed interface OrphanDecision {

    /** Nothing runs any more: the file can go. */
    record Gone() implements OrphanDecision {}

    /**
     * It still runs: it may be ended.
     *
     * @param process the process
     */
    record Ours(ObservedProcess process) implements OrphanDecision {}

    /**
     * Something else has the number now: the file can go, the process stays.
     *
     * @param process the process
     */
    record SomebodyElses(ObservedProcess process) implements OrphanDecision {}

    /**
     * Decides.
     *
     * @param record what the pid file says
     * @param token the state folder's token
     * @param observed what has the number now, or nothing
     */
    static OrphanDecision decide(
            PidRecord record, String token, Optional<ObservedProcess> observed) {
        if (observed.isEmpty()) {
            return new Gone();
        }
        var process = observed.get();
        var sameProcess = process.fingerprint().equals(record.fingerprint());
        var marked = process.mark().equals(Optional.of(new LaunchMark(token, record.name())));
        return sameProcess && marked ? new Ours(process) : new SomebodyElses(process);
    }
}
