package dev.homeport.vocabulary;

/**
 * Shows a rejected value inside an error message so that it can neither flood a log nor forge a
 * line of it: at most 64 characters, control characters and lone surrogates escaped. Stateless.
 */
public final class Quoted {

    private static final int LONGEST_SHOWN = 64;

    private Quoted() {}

    /**
     * Quotes a value.
     *
     * @param value any text, trusted or not
     * @return the value between double quotes, shortened and escaped where needed
     */
    public static String of(String value) {
        var shown = new StringBuilder("\"");
        var end = Math.min(value.length(), LONGEST_SHOWN);
        for (var i = 0; i < end; i++) {
            append(shown, value, i);
        }
        shown.append('"');
        if (value.length() > end) {
            shown.append(" (").append(value.length()).append(" characters)");
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, String value, int index) {
        var c = value.charAt(index);
        if (c == '"' || c == '\\') {
            shown.append('\\').append(c);
        } else if (Character.isISOControl(c)
                || isUnpairedSurrogate(value, index)
                || c == '\u2028') {
            shown.append("\\u");
            var digits = Integer.toHexString(c);
            shown.repeat('0', 4 - digits.length()).append(digits);
        } else {
            shown.append(c);
        }
    }

    private static boolean isUnpairedSurrogate(String value, int index) {
        var c = value.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 >= value.length()
                    || !Character.isLowSurrogate(value.charAt(index + 1));
        }
        return Character.isLowSurrogate(c)
                && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
    }
}
