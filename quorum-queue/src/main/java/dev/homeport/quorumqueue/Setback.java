package dev.homeport.quorumqueue;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Why an asked-for thing was not, or perhaps not, done. Shared by all results, so that a caller's
 * exhaustive switch cannot forget {@link Unknown}.
 */
public sealed interface Setback extends AppendResult, MirrorResult, CursorResult, BarrierResult {

    /**
     * Nothing was done, because this node does not lead the site's log.
     *
     * @param leader number of the node that leads as far as this one knows; empty while there is
     *     none
     */
    record NotLeader(OptionalInt leader) implements Setback {}

    /**
     * Nothing was done, because a limit was reached.
     *
     * @param limit which one, in words for an operator
     * @param retryAfter when asking again makes sense
     */
    record Overloaded(String limit, Duration retryAfter) implements Setback {}

    /**
     * It may have been done, or may still be, or not: deadline passed, leadership lost, or the
     * replica closed in between. Ask again with the same entry id.
     *
     * @param reason why it is not known
     */
    record Unknown(String reason) implements Setback {}
}
