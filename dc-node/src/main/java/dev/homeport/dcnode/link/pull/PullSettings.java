package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.Backoff;

/**
 * Bounds of links, times in milliseconds. Immutable.
 *
 * @param pingMillis how often a line is asked for a word
 * @param downMillis after how long without a word a link counts as down
 * @param detourMillis after how long without a word of the origin its entries are pulled from
 *     another site
 * @param hangUpMillis after how long without a word a line is given up; one that was never heard
 *     after half of it, which doubles with every further one up to four times
 * @param leastBackOffMillis the longest wait before a thing that failed once is tried again
 * @param mostBackOffMillis the longest wait before one that failed often is
 * @param stoppedMillis after how long a link that stopped tries again
 * @param leastBatchBytes bytes of a batch on the slowest line
 * @param mostBatchBytes bytes of a batch on a fast line
 * @param batchesUnderWay how many full batches may have been asked for and not be appended yet
 */
public record PullSettings(
        long pingMillis,
        long downMillis,
        long detourMillis,
        long hangUpMillis,
        long leastBackOffMillis,
        long mostBackOffMillis,
        long stoppedMillis,
        int leastBatchBytes,
        int mostBatchBytes,
        int batchesUnderWay) {

    /** Fit for sites a quarter of a second apart; at most 4 MiB under way for each origin. */
    public static final PullSettings USUAL =
            new PullSettings(
                    1_000, 3_000, 4_000, 6_000, 100, 2_000, 30_000, 8 << 10, 256 << 10, 16);

    private static final int LARGEST_BATCH_BYTES = 1 << 20;

    /**
     * Makes settings.
     *
     * @throws IllegalArgumentException if a bound is below 1 or the order of two is wrong
     */
    public PullSettings {
        if (pingMillis < 1
                || downMillis <= pingMillis
                || detourMillis < downMillis
                || hangUpMillis < downMillis
                || leastBackOffMillis < 1
                || mostBackOffMillis < leastBackOffMillis
                || stoppedMillis < 1
                || leastBatchBytes < 1
                || mostBatchBytes < leastBatchBytes
                || mostBatchBytes > LARGEST_BATCH_BYTES
                || batchesUnderWay < 1) {
            throw new IllegalArgumentException(
                    "pull settings: a bound is below 1 or not in its order: ping < down <= detour,"
                            + " down <= hang up, least <= most, batches of at most "
                            + LARGEST_BATCH_BYTES
                            + " bytes");
        }
    }

    /** How long to wait before a failed thing is tried again. */
    Backoff backoff() {
        return Backoff.ofMillis(leastBackOffMillis, mostBackOffMillis);
    }
}
