package dev.homeport.quorumqueue.batching;

/**
 * The batcher's bounds.
 *
 * @param batchBytes a batch is closed when it has so many bytes
 * @param batchUnits a batch is closed when it has so many units
 * @param lingerNanos how long a batch that is not full waits for more while another is under way,
 *     in nanoseconds; with none under way it waits for nothing
 * @param inFlightBatches how many batches may be under way at once
 * @param waitingUnits how many units may be in the batcher, under way or not, at once
 * @param waitingBytes how many bytes those may have
 */
public record BatchLimits(
        int batchBytes,
        int batchUnits,
        long lingerNanos,
        int inFlightBatches,
        int waitingUnits,
        long waitingBytes) {

    /** What was measured to be good on one machine: see the module's ADR. */
    public static final BatchLimits DEFAULT =
            new BatchLimits(256 * 1024, 2048, 1_000_000, 8, 65_536, 64L * 1024 * 1024);

    /**
     * Makes limits.
     *
     * @throws IllegalArgumentException if one is below its minimum
     */
    public BatchLimits {
        if (batchBytes < 1
                || batchUnits < 1
                || lingerNanos < 0
                || inFlightBatches < 1
                || waitingUnits < batchUnits
                || waitingBytes < batchBytes) {
            throw new IllegalArgumentException(
                    "batch limits: all are at least 1 (linger 0), and at least one full batch"
                            + " fits into what may wait");
        }
    }
}
