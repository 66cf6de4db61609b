package dev.homeport.dcnode.link.pull;

/**
 * How large the batches are that are asked for: smaller when words come late, because a large batch
 * on a slow line keeps every word behind it waiting; larger again when they come in half the time.
 */
final class Pace {

    /** So many batches in time, and they may be larger. */
    private static final int IN_TIME = 8;

    private final PullSettings settings;
    private int batchBytes;
    private int inTime;

    Pace(PullSettings settings) {
        this.settings = settings;
        this.batchBytes = settings.mostBatchBytes();
    }

    int batchBytes() {
        return batchBytes;
    }

    /** Weight of what may be under way. */
    long window() {
        return (long) settings.batchesUnderWay() * (Shipment.BATCH_WEIGHT + batchBytes);
    }

    /** A batch has come, so long after the word before it. */
    void heard(Turn turn, long previousWordNanos) {
        if (turn.past(previousWordNanos, settings.pingMillis() * 3 / 2)) {
            slower();
        } else if (turn.past(previousWordNanos, settings.pingMillis() * 3 / 4)) {
            // Twice as large they would be late.
            inTime = 0;
        } else if (++inTime >= IN_TIME) {
            inTime = 0;
            batchBytes = Math.min(2 * batchBytes, settings.mostBatchBytes());
        }
    }

    void slower() {
        inTime = 0;
        batchBytes = Math.max(batchBytes / 2, settings.leastBatchBytes());
    }

    /** How much may be under way, in batches of which size. */
    Credit credit() {
        return new Credit(window(), batchBytes());
    }
}
