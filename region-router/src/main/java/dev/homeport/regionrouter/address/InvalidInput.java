package dev.homeport.regionrouter.address;

import dev.homeport.vocabulary.Quoted;

/**
 * Input that has not the form its field demands. Names the field, the value and the mend apart, so
 * that an edge can show them apart. Immutable and thread-safe.
 */
public final class InvalidInput extends IllegalArgumentException {

    private final String field;
    private final String value;
    private final String mend;

    /**
     * Makes the error.
     *
     * @param field which input it is, such as {@code ip}
     * @param value what was given, trusted or not
     * @param problem what is wrong with it, such as {@code "has a zone"}
     * @param mend what to do, such as {@code "leave the zone out"}
     */
    public InvalidInput(String field, String value, String problem, String mend) {
        super(field + ": " + Quoted.of(value) + " " + problem + "; " + mend);
        this.field = field;
        this.value = value;
        this.mend = mend;
    }

    /** Which input it is. */
    public String field() {
        return field;
    }

    /** What was given, as it was given. */
    public String value() {
        return value;
    }

    /** What to do. */
    public String mend() {
        return mend;
    }
}
