package dev.homeport.dcnode.logic.append;

import dev.homeport.dcnode.entry.Control;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Appends of control entries to this site's log: on the leading node in process, on the others by
 * asking the leader. They use the log's reserve too, and no lease is asked: what they say concerns
 * the site itself and is acknowledged to nobody outside. Thread-safe.
 */
@FunctionalInterface
public interface ControlAppends {

    /**
     * Appends a control entry.
     *
     * @param control what it says; saying the same twice gives the same id, and the log decides
     *     what that means
     * @param deadline how long to wait; after it the reply is declined with {@code UNKNOWN}
     * @return {@link LogReply.Taken} once it is durable, judged and effective; completes normally,
     *     by a thread that must not be blocked
     */
    CompletionStage<LogReply> append(Control control, Duration deadline);
}
