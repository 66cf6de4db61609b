package dev.homeport.dcnode.entry;

import dev.homeport.vocabulary.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in a log that this release cannot read: whoever meets them stops before it applies them,
 * says so and exits, because to skip an entry would be to disagree with the other replicas.
 */
public final class UnreadableEntryException extends Exception {

    private final ErrorCode code;

    /**
     * Makes the exception.
     *
     * @param code {@link ErrorCode#UNSUPPORTED} for data of a newer release, {@link
     *     ErrorCode#CORRUPT} for bytes that no release has written
     */
    public UnreadableEntryException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What is wrong with the bytes. */
    public ErrorCode code() {
        return code;
    }
}
