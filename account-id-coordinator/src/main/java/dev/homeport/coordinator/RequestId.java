package dev.homeport.coordinator;

import dev.homeport.vocabulary.Quoted;
import java.util.regex.Pattern;

/**
 * Id that a caller gives to one request and repeats with every retry of it, so that the retry is
 * recognised. Immutable and thread-safe; ordered by text.
 *
 * @param value 1 to 64 ASCII letters, digits, dots, underscores, colons and hyphens
 */
public record RequestId(String value) implements Comparable<RequestId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    /**
     * Makes a request id.
     *
     * @throws IllegalArgumentException if the text has not the form described above
     */
    public RequestId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "request id: "
                            + Quoted.of(value)
                            + " is not a request id; use 1 to 64 ASCII letters, digits, dots,"
                            + " underscores, colons and hyphens");
        }
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
