package dev.homeport.vocabulary;

/**
 * Number of a shard, the unit of home assignment. There are {@value #COUNT} shards; an account's or
 * a group's shard stands in the low 12 bits of its id. Immutable and thread-safe.
 *
 * @param value 0 to {@value #COUNT} - 1
 */
public record ShardId(int value) implements Comparable<ShardId> {

    /** How many shards there are. Fixed for ever: the number is part of every account id. */
    public static final int COUNT = 4_096;

    /** How many low bits of an account id name its shard. */
    public static final int BITS = 12;

    /**
     * Makes a shard id.
     *
     * @throws IllegalArgumentException if the value is out of range
     */
    public ShardId {
        if (value < 0 || value >= COUNT) {
            throw new IllegalArgumentException(
                    "shard: " + value + " is not a shard; use 0 to " + (COUNT - 1));
        }
    }

    @Override
    public int compareTo(ShardId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
