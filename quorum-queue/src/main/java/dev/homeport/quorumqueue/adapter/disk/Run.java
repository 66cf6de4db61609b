package dev.homeport.quorumqueue.adapter.disk;

import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.vocabulary.SiteLog;

/**
 * Consecutive entries that one record of the engine's log added to one stream: where they are and
 * what they are called.
 *
 * @param engineIndex index of the record in the engine's log
 * @param skipped how many entries at the record's beginning do not belong to the run
 * @param count how many entries the run has, at least 1
 * @param firstPosition position of the first
 * @param stream the stream
 * @param firstOffset offset of the first
 * @param previousHash the stream's running hash before the first
 * @param verdictsAt where in the verdicts' file the run's verdicts begin that are not effective
 * @param verdictCount how many those are
 */
record Run(
        long engineIndex,
        int skipped,
        int count,
        long firstPosition,
        SiteLog stream,
        long firstOffset,
        RunningHash previousHash,
        long verdictsAt,
        int verdictCount) {

    long lastPosition() {
        return firstPosition + count - 1;
    }

    long lastOffset() {
        return firstOffset + count - 1;
    }
}
