package dev.homeport.quorumqueue;

import org.jspecify.annotations.Nullable;

/** A replica refuses to start. */
public final class StartException extends Exception {

    private final StopReason reason;

    /**
     * Makes an exception.
     *
     * @param reason why, in one word
     * @param message why, in a sentence that names the file or value and the mend
     */
    public StartException(StopReason reason, String message) {
        this(reason, message, null);
    }

    /** Makes an exception with its cause. */
    public StartException(StopReason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why, in one word. */
    public StopReason reason() {
        return reason;
    }
}
