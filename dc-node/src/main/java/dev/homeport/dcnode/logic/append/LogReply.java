package dev.homeport.dcnode.logic.append;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** What the leader of the site's log says of an append. */
public sealed interface LogReply {

    /**
     * Committed, effective, and covered by the lease afterwards: it may be acknowledged.
     *
     * @param address where it stands
     */
    record Taken(EntryAddress address) implements LogReply {}

    /**
     * It repeats an effective entry, which may be acknowledged again.
     *
     * @param first where the first one stands
     * @param kept what the first one says; empty when it is no longer in the log
     */
    record Repeated(EntryAddress first, Optional<Draft> kept) implements LogReply {}

    /**
     * Not to be acknowledged.
     *
     * @param code why, in one word; {@link ErrorCode#UNKNOWN} when it may take effect all the same
     * @param detail why, in a sentence
     * @param retryAfter when to ask again
     */
    record Declined(ErrorCode code, String detail, Duration retryAfter) implements LogReply {}
}
