package dev.homeport.regionrouter.route;

import dev.homeport.regionrouter.address.InvalidInput;

/**
 * A handle as somebody typed it: bounded, printable text. What counts as the same handle is for the
 * directory to say, which normalizes. Immutable and thread-safe.
 *
 * @param text the text
 */
public record Handle(String text) {

    private static final int LONGEST = 64;
    private static final int REPLACEMENT = 0xfffd;

    /**
     * Reads a handle.
     *
     * @throws InvalidInput if it is empty, too long, or has blanks, control characters or lone
     *     surrogates in it
     */
    public static Handle parse(String text) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > LONGEST) {
            throw new InvalidInput(
                    "handle", text, "is too short or too long", "use 1 to 64 characters");
        }
        if (!text.codePoints().allMatch(Handle::isPrintable)) {
            throw new InvalidInput(
                    "handle",
                    text,
                    "has a character that no handle can have",
                    "leave out blanks, control characters and broken Unicode");
        }
        return new Handle(text);
    }

    private static boolean isPrintable(int codePoint) {
        // Decoders put it in the place of bytes that are no UTF-8.
        if (codePoint == REPLACEMENT) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
