package dev.homeport.local.adapter.os;

import java.time.Duration;

/**
 * How a supervisor watches. Immutable and thread-safe.
 *
 * @param startPoll how often a starting process is asked whether it is ready
 * @param watchPoll how often a ready one is asked whether it still is
 * @param missesToUnresponsive how many checks in a row fail before it is shown as unresponsive
 * @param largestLogBytes how large a log file may become
 * @param oldLogFiles how many older log files are kept per process
 */
public record SupervisorSettings(
        Duration startPoll,
        Duration watchPoll,
        int missesToUnresponsive,
        long largestLogBytes,
        int oldLogFiles) {

    /** Every 50 ms, then every second; two misses; four log files of 8 MiB. */
    public static final SupervisorSettings USUAL =
            new SupervisorSettings(Duration.ofMillis(50), Duration.ofSeconds(1), 2, 8 << 20, 3);
}
