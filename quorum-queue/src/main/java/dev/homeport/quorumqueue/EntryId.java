package dev.homeport.quorumqueue;

/**
 * The id that an entry's author gave it, derived from the request that caused it, so that the same
 * request appended twice can be recognised by the judge. The queue itself never compares ids.
 * Immutable and thread-safe; ordered by text.
 *
 * @param value 1 to {@value #MAX_LENGTH} visible ASCII characters
 */
public record EntryId(String value) implements Comparable<EntryId> {

    /** The greatest length in characters, which are also bytes. */
    public static final int MAX_LENGTH = 128;

    /**
     * Makes an entry id.
     *
     * @throws IllegalArgumentException if the text is empty, too long or not visible ASCII
     */
    public EntryId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "entry id: has "
                            + value.length()
                            + " characters; use 1 to "
                            + MAX_LENGTH
                            + " visible ASCII characters");
        }
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new IllegalArgumentException(
                        "entry id: character "
                                + i
                                + " is U+%04X".formatted((int) c)
                                + "; use 1 to "
                                + MAX_LENGTH
                                + " visible ASCII characters");
            }
        }
    }

    @Override
    public int compareTo(EntryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
