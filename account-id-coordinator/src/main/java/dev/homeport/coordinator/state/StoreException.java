package dev.homeport.coordinator.state;

import dev.homeport.vocabulary.ErrorCode;

/**
 * A store that cannot be opened, read or written. After a failed write it is not known what is on
 * disk: the voter stops and applies the log again from where the reopened store stands.
 */
public final class StoreException extends RuntimeException {

    private final ErrorCode code;

    /**
     * Makes an exception.
     *
     * @param code what is wrong, in one word
     * @param message what is wrong, in a sentence that names the folder and the mend
     */
    public StoreException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** Makes an exception with its cause. */
    public StoreException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What is wrong, in one word. */
    public ErrorCode code() {
        return code;
    }
}
