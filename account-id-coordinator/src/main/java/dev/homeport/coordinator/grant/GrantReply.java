package dev.homeport.coordinator.grant;

import dev.homeport.coordinator.IdRange;
import dev.homeport.vocabulary.ErrorCode;

/** What the coordinator answers to a {@link GrantRequest}. */
public sealed interface GrantReply {

    /**
     * The range is the site's, for ever. Before the site is told, a majority of witnesses must hold
     * a grant mark of at least {@code range.hi()}.
     *
     * @param range the range
     * @param repeated whether it was given to this very request before
     */
    record Granted(IdRange range, boolean repeated) implements GrantReply {}

    /**
     * Nothing was granted.
     *
     * @param code why, in one word
     * @param detail why, in a sentence that names the value and the mend
     */
    record Refused(ErrorCode code, String detail) implements GrantReply {}
}
