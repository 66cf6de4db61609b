package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A read that cannot be answered. */
public final class QueueException extends RuntimeException {

    private final ErrorCode code;

    /**
     * Makes an exception.
     *
     * @param code what is wrong, in one word
     * @param message what is wrong, in a sentence that names the value and the mend
     */
    public QueueException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** Makes an exception with its cause. */
    public QueueException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What is wrong, in one word. */
    public ErrorCode code() {
        return code;
    }
}
