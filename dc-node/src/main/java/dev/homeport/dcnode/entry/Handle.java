package dev.homeport.dcnode.entry;

import dev.homeport.vocabulary.Quoted;
import java.util.regex.Pattern;

/**
 * The unique name that a person chose for an account: 3 to 32 lower-case ASCII letters, digits,
 * dots and underscores, beginning with a letter, ending with a letter or digit, and with no two
 * dots or underscores in a row. Immutable and thread-safe.
 *
 * @param text the name
 */
public record Handle(String text) {

    private static final Pattern FORM = Pattern.compile("(?=.{3,32}\\z)[a-z](?:[._]?[a-z0-9])+");

    /**
     * Makes a handle.
     *
     * @throws IllegalArgumentException if the text has not the form described above
     */
    public Handle {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "handle: "
                            + Quoted.of(text)
                            + " is not a handle; use 3 to 32 lower-case letters a to z, digits,"
                            + " single dots and underscores, beginning with a letter and ending"
                            + " with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
