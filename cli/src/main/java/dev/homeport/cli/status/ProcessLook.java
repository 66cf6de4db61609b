package dev.homeport.cli.status;

import dev.homeport.cli.output.Document;
import java.util.Optional;

/**
 * What was seen of one process. Immutable and thread-safe.
 *
 * @param name its name
 * @param state how it answered
 * @param detail why it is not ready
 * @param status what it says of itself; empty if it says nothing
 */
public record ProcessLook(String name, State state, Optional<String> detail, Document status) {

    /** How a process answered. */
    public enum State {
        /** It says that it is ready. */
        READY,
        /** It answers, and says that it is not ready. */
        NOT_READY,
        /** It does not answer. */
        UNREACHABLE
    }
}
