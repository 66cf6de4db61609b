package dev.homeport.coordinator.allocation;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Optional;

/**
 * The state of a {@link SiteAllocation} at one place of the log. Immutable and thread-safe.
 *
 * @param log whose it is
 * @param known every range of which it is known that it was granted, to whomever, ascending
 * @param inHand the ranges that can still be given to nodes, the next one first
 * @param lastBlocks the last block of each node
 * @param recentGrants the last grants, by which a repeat is recognised, oldest first
 * @param alarms what an operator must know, oldest first
 * @param received how many grants were received
 */
public record AllocationSnapshot(
        SiteLog log,
        List<IdRange> known,
        List<IdRange> inHand,
        List<AllocationRecord.BlockGiven> lastBlocks,
        List<AllocationRecord.GrantReceived> recentGrants,
        List<String> alarms,
        long received) {

    /** Makes a snapshot. */
    public AllocationSnapshot {
        known = List.copyOf(known);
        inHand = List.copyOf(inHand);
        lastBlocks = List.copyOf(lastBlocks);
        recentGrants = List.copyOf(recentGrants);
        alarms = List.copyOf(alarms);
    }

    /** What a log that has no grant yet begins with. */
    public static AllocationSnapshot empty(SiteLog log) {
        return new AllocationSnapshot(
                log, List.of(), List.of(), List.of(), List.of(), List.of(), 0);
    }

    /** How many numbers the site can still give to nodes. */
    public long available() {
        return inHand.stream().mapToLong(IdRange::size).sum();
    }

    /**
     * What to ask the coordinator for now; empty while more than the reserve is in hand. The
     * request id stays the same until its grant is received, so that retries cost nothing.
     */
    public Optional<Demand> demand(ReservePolicy policy) {
        if (available() > policy.reserve() || inHand.size() >= SiteAllocation.MAX_IN_HAND) {
            return Optional.empty();
        }
        var id = log.site().name() + ":" + log.incarnation() + ":" + (received + 1);
        return Optional.of(new Demand(new RequestId(id), policy.grantSize()));
    }

    /** The block that answers an ask, if it is the last that its node was given. */
    public Optional<AllocationReply.Given> answerTo(NodeAsk ask) {
        return lastBlocks.stream()
                .filter(block -> block.ask().equals(ask))
                .map(block -> new AllocationReply.Given(ask, block.range()))
                .findFirst();
    }

    /**
     * What a site asks the coordinator for.
     *
     * @param requestId the id of the request, the same in every retry
     * @param count how many numbers
     */
    public record Demand(RequestId requestId, long count) {}
}
