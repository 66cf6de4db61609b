package dev.homeport.client;

import dev.homeport.vocabulary.Quoted;
import java.util.regex.Pattern;

/**
 * The name of an account, in the form that sites accept. Immutable and thread-safe.
 *
 * @param text the name
 */
public record Handle(String text) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9._]{1,30}[a-z0-9]");

    /**
     * Makes a handle.
     *
     * @throws IllegalArgumentException if it has another form; the message says which it must have
     */
    public Handle {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "handle: "
                            + Quoted.of(text)
                            + " is no handle; use 3 to 32 of a to z, 0 to 9, dot and underscore,"
                            + " a letter first and no dot or underscore last");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
