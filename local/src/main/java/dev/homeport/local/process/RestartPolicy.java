package dev.homeport.local.process;

import java.time.Duration;
import java.util.Set;

/**
 * Decides whether and when a process that ended by itself is started again: after a pause that
 * doubles from end to end and is drawn from its upper half, so that processes which fell together
 * do not come back together. Immutable and thread-safe.
 *
 * @param firstPause the pause after a first end
 * @param longestPause the most that the pause grows to
 * @param wellAfter after how long a run counts as well, so that the pause begins anew
 * @param mostEnds how many ends are borne within {@code within}; one more is a crash loop
 * @param within how far back ends are counted
 * @param finalExitCodes exit codes after which starting again cannot help, such as that of a
 *     configuration that the process refuses; 0 among them means that the process works something
 *     off and has then done what it was started for
 */
public record RestartPolicy(
        Duration firstPause,
        Duration longestPause,
        Duration wellAfter,
        int mostEnds,
        Duration within,
        Set<Integer> finalExitCodes) {

    /** From 200 ms up to 5 s, well after 30 s, at most 10 ends a minute, every exit code. */
    public static final RestartPolicy USUAL =
            new RestartPolicy(
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    10,
                    Duration.ofMinutes(1),
                    Set.of());

    private static final int MOST_DOUBLINGS = 30;

    /** Makes a policy. */
    public RestartPolicy {
        finalExitCodes = Set.copyOf(finalExitCodes);
    }

    /** Returns this policy with exit codes after which the process is left alone. */
    public RestartPolicy givingUpAfter(Set<Integer> exitCodes) {
        return new RestartPolicy(firstPause, longestPause, wellAfter, mostEnds, within, exitCodes);
    }

    /**
     * Decides.
     *
     * @param history what the last decision said to remember
     * @param exitCode how the process ended
     * @param startNanos when it had been started
     * @param nowNanos now, of the same monotonic clock
     * @param share from 0 to 1, drawn by the caller: where in its range the pause lies
     */
    public RestartDecision decide(
            RestartHistory history, int exitCode, long startNanos, long nowNanos, double share) {
        if (finalExitCodes.contains(exitCode)) {
            return new RestartDecision.GiveUp(
                    "it ended with exit code "
                            + exitCode
                            + ", after which starting it again cannot help; see its log");
        }
        var wasWell = nowNanos - startNanos >= wellAfter.toNanos();
        var next = history.with(nowNanos, within.toNanos(), wasWell);
        if (next.endsNanos().size() > mostEnds) {
            return new RestartDecision.GiveUp(
                    "it ended "
                            + next.endsNanos().size()
                            + " times within "
                            + within.toSeconds()
                            + " s, the last time with exit code "
                            + exitCode
                            + "; see its log");
        }
        return new RestartDecision.Restart(next, pauseNanos(next.endsInARow(), share));
    }

    private long pauseNanos(int endsInARow, double share) {
        var doublings = Math.min(endsInARow - 1, MOST_DOUBLINGS);
        var whole =
                Math.min(
                        Math.scalb((double) firstPause.toNanos(), doublings),
                        (double) longestPause.toNanos());
        return (long) (whole / 2 + whole / 2 * share);
    }
}
