package dev.homeport.vocabulary;

/**
 * Number of a shard's home assignment. It grows by one each time the home changes and is carried by
 * every table, lease, log entry, call and reply. {@link #NONE} means "no epoch"; the first
 * assignment of a shard has {@link #FIRST}. Immutable and thread-safe.
 *
 * @param value the number, 0 for none
 */
public record Epoch(long value) implements Comparable<Epoch> {

    /** No epoch: nothing is open. */
    public static final Epoch NONE = new Epoch(0);

    /** The epoch of a shard's first assignment. */
    public static final Epoch FIRST = new Epoch(1);

    /**
     * Makes an epoch.
     *
     * @throws IllegalArgumentException if the value is negative
     */
    public Epoch {
        if (value < 0) {
            throw new IllegalArgumentException("epoch: " + value + " is negative");
        }
    }

    /** The epoch after this one. */
    public Epoch next() {
        return new Epoch(value + 1);
    }

    /** Tells whether this epoch is older than the other. */
    public boolean isBefore(Epoch other) {
        return value < other.value;
    }

    /** Tells whether this epoch is newer than the other. */
    public boolean isAfter(Epoch other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
