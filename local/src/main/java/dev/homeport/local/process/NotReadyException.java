package dev.homeport.local.process;

import org.jspecify.annotations.Nullable;

/** Says why a process is not ready. */
public class NotReadyException extends Exception {

    /**
     * Makes an exception.
     *
     * @param reason why, for a person
     * @param cause what was seen, or nothing
     */
    public NotReadyException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
