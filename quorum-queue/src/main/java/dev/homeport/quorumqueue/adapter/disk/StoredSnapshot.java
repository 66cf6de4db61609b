package dev.homeport.quorumqueue.adapter.disk;

import dev.homeport.quorumqueue.replica.LogSnapshot;

/**
 * A snapshot of the applied state, as it lies on disk.
 *
 * @param term the engine's term of the last record that it includes
 * @param engineIndex index of that record in the engine's log
 * @param runCount how many runs the index had
 * @param verdictBytes how long the verdicts' file was, in bytes
 * @param state the state
 */
public record StoredSnapshot(
        long term, long engineIndex, long runCount, long verdictBytes, LogSnapshot state) {}
