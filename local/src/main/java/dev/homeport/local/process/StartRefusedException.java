package dev.homeport.local.process;

import org.jspecify.annotations.Nullable;

/** Why a fleet cannot be started, as one sentence for a person, with the mend. */
public class StartRefusedException extends Exception {

    /**
     * Makes an exception.
     *
     * @param sentence what is the matter, and the mend
     */
    public StartRefusedException(String sentence) {
        this(sentence, null);
    }

    /**
     * Makes an exception.
     *
     * @param sentence what is the matter, and the mend
     * @param cause what was seen, or nothing
     */
    public StartRefusedException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
