package dev.homeport.coordinator.allocation;

import dev.homeport.coordinator.IdRange;
import dev.homeport.vocabulary.ErrorCode;

/** What a site answers once the records of its decision are committed in its log. */
public sealed interface AllocationReply {

    /**
     * The grant is the site's and may be used.
     *
     * @param range the grant
     */
    record Received(IdRange range) implements AllocationReply {}

    /**
     * The block is the node's and may be used.
     *
     * @param ask the ask that it answers
     * @param range the block
     */
    record Given(NodeAsk ask, IdRange range) implements AllocationReply {}

    /**
     * The grant was not taken, because the site's log or a mirror in it knows of numbers of it.
     * Somebody granted numbers twice: an operator must be told.
     *
     * @param detail which numbers, in a sentence
     */
    record Alarm(String detail) implements AllocationReply {}

    /**
     * Nothing was done.
     *
     * @param code why, in one word
     * @param detail why, in a sentence that names the value and the mend
     */
    record Refused(ErrorCode code, String detail) implements AllocationReply {}
}
