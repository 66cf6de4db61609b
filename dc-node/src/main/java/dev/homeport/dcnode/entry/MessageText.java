package dev.homeport.dcnode.entry;

/**
 * What a message says: 1 to {@value #MAX_CHARACTERS} Unicode characters (code points), not blank
 * throughout, and nothing that a database, a terminal or another client could choke on: no lone
 * surrogates, no noncharacters, no control characters other than tab and line feed. Nothing is
 * repaired or shortened: what does not fit is refused. Immutable and thread-safe.
 *
 * @param text the text
 */
public record MessageText(String text) {

    /** The most characters (code points) of a message; at most four bytes each in UTF-8. */
    public static final int MAX_CHARACTERS = 4_000;

    /**
     * Makes a message text.
     *
     * @throws IllegalArgumentException if the text breaks one of the rules above
     */
    public MessageText {
        // Code points are at least half as many as chars: a huge text is not walked to its end.
        if (text.length() > 2 * MAX_CHARACTERS
                || text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "text: has more than "
                            + MAX_CHARACTERS
                            + " characters; send it in several messages");
        }
        for (var i = 0; i < text.length(); ) {
            var c = text.codePointAt(i);
            check(c, i);
            i += Character.charCount(c);
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("text: is empty or blank; a message says something");
        }
    }

    private static void check(int c, int index) {
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw refused(c, index, "half a surrogate pair");
        }
        if (Character.isISOControl(c) && c != '\t' && c != '\n') {
            throw refused(c, index, "a control character");
        }
        if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) {
            throw refused(c, index, "not a character");
        }
    }

    private static IllegalArgumentException refused(int c, int index, String what) {
        return new IllegalArgumentException(
                "text: U+"
                        + "%04X".formatted(c)
                        + " at position "
                        + index
                        + " is "
                        + what
                        + "; leave it out");
    }

    @Override
    public String toString() {
        return text;
    }
}
