package dev.homeport.client.adapter.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What came in is not what this protocol says. */
public final class UnreadableAnswerException extends IOException {

    /** Says what is wrong with it. */
    public UnreadableAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
