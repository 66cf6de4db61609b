package dev.homeport.coordinator.allocation;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.vocabulary.SiteLog;

/**
 * A fact of a site's allocation, as it stands in the site's log and, mirrored, in every other's.
 * Replaying it is the only way in which {@link SiteAllocation} changes.
 */
public sealed interface AllocationRecord {

    /** Whose fact it is: a site in one incarnation of its log. */
    SiteLog log();

    /**
     * The site received a grant. Only after this record is committed may numbers of it be used.
     *
     * @param log whose grant it is
     * @param requestId the request that the coordinator answered
     * @param range the range
     */
    record GrantReceived(SiteLog log, RequestId requestId, IdRange range)
            implements AllocationRecord {}

    /**
     * A block was given to a node: the site's ceiling, durable before any number below it is used.
     * No number of the block is ever given to anybody else, whether the node uses it or dies.
     *
     * @param log whose block it is
     * @param ask the node's ask that it answers
     * @param range the block
     */
    record BlockGiven(SiteLog log, NodeAsk ask, IdRange range) implements AllocationRecord {}
}
