package dev.homeport.dcnode.home.lease;

import java.util.Comparator;

/**
 * Number of what a witness has persisted. Holders carry the last one that they saw of each witness
 * to the others, so a witness whose store was put back from an older copy is found out: somebody
 * has heard of a higher number than it holds.
 *
 * @param generation grows each time a witness begins again from an empty store
 * @param count grows with everything that the witness persists
 */
public record StoreNumber(long generation, long count) implements Comparable<StoreNumber> {

    /** The number of a store that has persisted nothing yet. */
    public static final StoreNumber ZERO = new StoreNumber(0, 0);

    private static final Comparator<StoreNumber> ORDER =
            Comparator.comparingLong(StoreNumber::generation).thenComparingLong(StoreNumber::count);

    /** The number of the next thing that is persisted. */
    public StoreNumber next() {
        return new StoreNumber(generation, count + 1);
    }

    /** The higher of two numbers. */
    public static StoreNumber max(StoreNumber one, StoreNumber other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Override
    public int compareTo(StoreNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return generation + "." + count;
    }
}
