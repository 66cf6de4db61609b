package dev.homeport.dcnode.entry;

import dev.homeport.vocabulary.Quoted;
import java.util.regex.Pattern;

/**
 * The unique name that a person chose for an account: 3 to 32 lower-case ASCII letters, digits,
 * dots and underscores, beginning with a letter and ending with a letter or digit. Immutable and
 * thread-safe.
 *
 * @param text the name
 */
public record Handle(String text) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9._]{1,30}[a-z0-9]");

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
                            + " dots and underscores, beginning with a letter and ending with a"
                            + " letter or digit");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
