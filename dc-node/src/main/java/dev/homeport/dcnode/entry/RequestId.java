package dev.homeport.dcnode.entry;

import dev.homeport.vocabulary.Quoted;
import java.util.regex.Pattern;

/**
 * The name that a client chose for a request, so that asking again is harmless: 1 to 64 printable
 * ASCII characters without blanks, such as a UUID. It means something only together with the
 * account that asks. Immutable and thread-safe.
 *
 * @param text the name
 */
public record RequestId(String text) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,64}");

    /**
     * Makes a request id.
     *
     * @throws IllegalArgumentException if the text has not the form described above
     */
    public RequestId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "requestId: "
                            + Quoted.of(text)
                            + " is not a request id; use 1 to 64 printable ASCII characters"
                            + " without blanks, such as a UUID");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
