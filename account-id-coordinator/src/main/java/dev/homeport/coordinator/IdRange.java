package dev.homeport.coordinator;

import dev.homeport.vocabulary.AccountId;

/**
 * A range of sequence numbers, from which account ids are made: {@code lo} inclusive to {@code hi}
 * exclusive. Never empty. Immutable and thread-safe; ordered by {@code lo}, then by {@code hi}.
 *
 * @param lo the first sequence number in the range, from 0
 * @param hi the first one after it, at most {@link #LIMIT}
 */
public record IdRange(long lo, long hi) implements Comparable<IdRange> {

    /** The first number that is no sequence any more: there are 2<sup>40</sup> of them. */
    public static final long LIMIT = 1L << AccountId.SEQUENCE_BITS;

    /**
     * Makes a range.
     *
     * @throws IllegalArgumentException if it is empty or leaves the space of sequence numbers
     */
    public IdRange {
        if (lo < 0 || hi <= lo || hi > LIMIT) {
            throw new IllegalArgumentException(
                    "range: ["
                            + lo
                            + ", "
                            + hi
                            + ") is empty or not within [0, "
                            + LIMIT
                            + "); give the first number and the one after the last");
        }
    }

    /** How many sequence numbers it holds. */
    public long size() {
        return hi - lo;
    }

    /** Tells whether the two ranges share a number. */
    public boolean overlaps(IdRange other) {
        return lo < other.hi && other.lo < hi;
    }

    @Override
    public int compareTo(IdRange other) {
        var byStart = Long.compare(lo, other.lo);
        return byStart != 0 ? byStart : Long.compare(hi, other.hi);
    }

    @Override
    public String toString() {
        return "[" + lo + ", " + hi + ")";
    }
}
