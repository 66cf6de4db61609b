package dev.homeport.dcnode.judge;

import dev.homeport.dcnode.entry.DerivedId;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * The ids of the last {@value #SIZE} effective entries of one shard, with the place of each. A
 * repeat within the window is recognised; a later one is made harmless by the unique keys of the
 * view. The length is counted in entries of the shard, never in time, so that every site forgets
 * alike.
 *
 * <p>Grows as it fills: a quiet shard costs little. Looking up walks the window, half a microsecond
 * at most. Not thread-safe.
 */
final class DuplicateWindow {

    /** How many effective entries a shard's window remembers. */
    static final int SIZE = 512;

    /** What {@link #find} answers for an id that is not in the window. */
    static final long ABSENT = -1;

    /** Two of the id, one of the place. */
    static final int WORDS_PER_ENTRY = 3;

    /** High and low half of the id and the place, for each entry. */
    private long[] words = new long[8 * WORDS_PER_ENTRY];

    private int size;

    /** Where the oldest entry stands once the window is full. */
    private int oldest;

    /**
     * Finds an id.
     *
     * @return the place that was remembered with it, {@link #ABSENT} if it is not in the window
     */
    long find(DerivedId id) {
        for (var i = 0; i < size * WORDS_PER_ENTRY; i += WORDS_PER_ENTRY) {
            if (words[i + 1] == id.low() && words[i] == id.high()) {
                return words[i + 2];
            }
        }
        return ABSENT;
    }

    /** Remembers an id and forgets the oldest when the window is full. */
    void add(DerivedId id, long place) {
        add(id.high(), id.low(), place);
    }

    private void add(long high, long low, long place) {
        int at;
        if (size < SIZE) {
            at = size++;
            if (size * WORDS_PER_ENTRY > words.length) {
                words = Arrays.copyOf(words, 2 * words.length);
            }
        } else {
            at = oldest;
            oldest = (oldest + 1) % SIZE;
        }
        words[at * WORDS_PER_ENTRY] = high;
        words[at * WORDS_PER_ENTRY + 1] = low;
        words[at * WORDS_PER_ENTRY + 2] = place;
    }

    int size() {
        return size;
    }

    /** The place that was remembered last, {@link #ABSENT} when there is none. */
    long newest() {
        return size == 0 ? ABSENT : words[(oldest + size - 1) % size * WORDS_PER_ENTRY + 2];
    }

    /** The window with those entries only whose place passes; they keep their order. */
    DuplicateWindow retain(LongPredicate place) {
        var all = true;
        for (var i = 0; i < size && all; i++) {
            all = place.test(words[i * WORDS_PER_ENTRY + 2]);
        }
        if (all) {
            return this;
        }
        var kept = new DuplicateWindow();
        for (var i = 0; i < size; i++) {
            var at = (oldest + i) % size * WORDS_PER_ENTRY;
            if (place.test(words[at + 2])) {
                kept.add(words[at], words[at + 1], words[at + 2]);
            }
        }
        return kept;
    }

    /** Every entry, oldest first, as three words: two of the id, one of the place. */
    long[] toWords() {
        var all = new long[size * WORDS_PER_ENTRY];
        for (var i = 0; i < size; i++) {
            var at = (oldest + i) % size * WORDS_PER_ENTRY;
            System.arraycopy(words, at, all, i * WORDS_PER_ENTRY, WORDS_PER_ENTRY);
        }
        return all;
    }

    /** Makes a window from what {@link #toWords} gave. */
    static DuplicateWindow ofWords(long[] all) {
        var window = new DuplicateWindow();
        for (var i = 0; i < all.length; i += WORDS_PER_ENTRY) {
            window.add(all[i], all[i + 1], all[i + 2]);
        }
        return window;
    }
}
