package dev.homeport.coordinator.claim;

import dev.homeport.vocabulary.Epoch;
import java.util.Comparator;

/**
 * Where a claim operation comes from: the effective entry of the home's log that caused it. A home
 * sends the operations of one account one after the other, in this order; so a lower stamp is a
 * late repeat, or comes from a home that is none any more. Immutable and thread-safe; ordered.
 *
 * @param epoch the epoch of the account's shard
 * @param offset offset of the entry in the log of the home of that epoch, from 1
 * @param part number of the operation among those of the entry, from 0
 */
public record OperationStamp(Epoch epoch, long offset, int part)
        implements Comparable<OperationStamp> {

    /** How many operations an entry causes at most. */
    public static final int MAX_PARTS = 256;

    private static final Comparator<OperationStamp> ORDER =
            Comparator.comparing(OperationStamp::epoch)
                    .thenComparingLong(OperationStamp::offset)
                    .thenComparingInt(OperationStamp::part);

    /**
     * Makes a stamp.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public OperationStamp {
        if (epoch.equals(Epoch.NONE) || offset < 1 || part < 0 || part >= MAX_PARTS) {
            throw new IllegalArgumentException(
                    "stamp: epoch "
                            + epoch
                            + ", offset "
                            + offset
                            + ", part "
                            + part
                            + "; epoch and offset are from 1, parts 0.."
                            + (MAX_PARTS - 1));
        }
    }

    @Override
    public int compareTo(OperationStamp other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + "/" + offset + "." + part;
    }
}
