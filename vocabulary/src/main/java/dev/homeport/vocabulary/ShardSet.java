package dev.homeport.vocabulary;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * An immutable set of shards: the explicit bitmap that leases, tables and log entries name shards
 * by. Set operations cost 64 machine words whatever the sets hold. Thread-safe.
 */
public final class ShardSet {

    private static final int WORDS = ShardId.COUNT / Long.SIZE;
    private static final ShardSet NONE = new ShardSet(new long[WORDS]);
    private static final ShardSet ALL = NONE.complement();

    private final long[] words;

    private ShardSet(long[] words) {
        this.words = words;
    }

    /** The empty set. */
    public static ShardSet none() {
        return NONE;
    }

    /** All shards. */
    public static ShardSet all() {
        return ALL;
    }

    /** The set of one shard. */
    public static ShardSet of(ShardId shard) {
        return range(shard.value(), shard.value() + 1);
    }

    /**
     * The shards from one number up to, but not with, another.
     *
     * @throws IllegalArgumentException if the bounds are out of order or out of range
     */
    public static ShardSet range(int from, int to) {
        if (from < 0 || to > ShardId.COUNT || from > to) {
            throw new IllegalArgumentException(
                    "shards: "
                            + from
                            + " to "
                            + to
                            + " is not a range of shards; use 0 <= from <= to <= "
                            + ShardId.COUNT);
        }
        return matching(shard -> shard >= from && shard < to);
    }

    /** The shards whose numbers pass a test. */
    public static ShardSet matching(IntPredicate test) {
        var words = new long[WORDS];
        for (var shard = 0; shard < ShardId.COUNT; shard++) {
            if (test.test(shard)) {
                words[shard >> 6] |= 1L << shard;
            }
        }
        return new ShardSet(words);
    }

    /**
     * The set that a bitmap names, bit n of word n / 64 standing for shard n.
     *
     * @throws IllegalArgumentException if there are not exactly 64 words
     */
    public static ShardSet ofBitmap(long[] words) {
        if (words.length != WORDS) {
            throw new IllegalArgumentException(
                    "shards: a bitmap has " + WORDS + " words, this one has " + words.length);
        }
        return new ShardSet(words.clone());
    }

    /** The bitmap of this set, in the form that {@link #ofBitmap} reads; the caller owns it. */
    public long[] toBitmap() {
        return words.clone();
    }

    /** Tells whether a shard is in this set. */
    public boolean contains(ShardId shard) {
        return contains(shard.value());
    }

    private boolean contains(int shard) {
        return (words[shard >> 6] & 1L << shard) != 0;
    }

    /** The shards of this set whose numbers pass a test. */
    public ShardSet filter(IntPredicate test) {
        var result = new long[WORDS];
        for (var word = 0; word < WORDS; word++) {
            for (var left = words[word]; left != 0; left &= left - 1) {
                if (test.test((word << 6) + Long.numberOfTrailingZeros(left))) {
                    result[word] |= left & -left;
                }
            }
        }
        return new ShardSet(result);
    }

    /** The shards that are in this set or in the other. */
    public ShardSet union(ShardSet other) {
        if (other.containsAll(this)) {
            return other;
        }
        var result = words.clone();
        for (var i = 0; i < WORDS; i++) {
            result[i] |= other.words[i];
        }
        return new ShardSet(result);
    }

    /** The shards that are in both sets. */
    public ShardSet intersection(ShardSet other) {
        var result = words.clone();
        for (var i = 0; i < WORDS; i++) {
            result[i] &= other.words[i];
        }
        return new ShardSet(result);
    }

    /** The shards of this set that the other has not. */
    public ShardSet minus(ShardSet other) {
        var result = words.clone();
        for (var i = 0; i < WORDS; i++) {
            result[i] &= ~other.words[i];
        }
        return new ShardSet(result);
    }

    /** The shards that are not in this set. */
    public ShardSet complement() {
        var result = new long[WORDS];
        for (var i = 0; i < WORDS; i++) {
            result[i] = ~words[i];
        }
        return new ShardSet(result);
    }

    /** Tells whether the two sets share a shard. */
    public boolean intersects(ShardSet other) {
        for (var i = 0; i < WORDS; i++) {
            if ((words[i] & other.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether every shard of the other set is in this one. */
    public boolean containsAll(ShardSet other) {
        for (var i = 0; i < WORDS; i++) {
            if ((other.words[i] & ~words[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether this set is empty. */
    public boolean isEmpty() {
        for (var word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /** How many shards are in this set. */
    public int size() {
        var size = 0;
        for (var word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    /** The shards of this set in ascending order. */
    public IntStream stream() {
        return BitSet.valueOf(words).stream();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShardSet set && Arrays.equals(words, set.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** The shards as ranges, such as {@code 0-1023,2048}; {@code none} for the empty set. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "none";
        }
        var bits = BitSet.valueOf(words);
        var shown = new StringBuilder();
        for (var from = bits.nextSetBit(0); from >= 0; ) {
            var to = bits.nextClearBit(from) - 1;
            shown.append(shown.isEmpty() ? "" : ",").append(from);
            if (to > from) {
                shown.append('-').append(to);
            }
            from = bits.nextSetBit(to + 1);
        }
        return shown.toString();
    }
}
