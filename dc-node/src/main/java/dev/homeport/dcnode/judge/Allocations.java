package dev.homeport.dcnode.judge;

import dev.homeport.coordinator.Decision;
import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.allocation.AllocationRecord;
import dev.homeport.coordinator.allocation.AllocationReply;
import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.coordinator.allocation.NodeAsk;
import dev.homeport.coordinator.allocation.SiteAllocation;
import dev.homeport.dcnode.entry.Control.BlockTaken;
import dev.homeport.dcnode.entry.Control.GrantReceived;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account numbers of every stream in a log (DESIGN 4.10): a grant takes effect if it shares no
 * number with any other that this log knows, and a block is cut from what is in hand where its
 * entry is judged. Not thread-safe.
 */
final class Allocations {

    private final TreeMap<SiteLog, SiteAllocation> byStream = new TreeMap<>();

    /** Judges the receiving of a grant; one that is said again is effective and changes nothing. */
    Verdict receive(SiteLog stream, GrantReceived grant) {
        var range = new IdRange(grant.low(), grant.high());
        var request = new RequestId(grant.request().toString());
        var its = of(stream);
        var decision = its.receive(request, range);
        var repeated =
                decision.records().isEmpty()
                        && decision.reply() instanceof AllocationReply.Received;
        if (!repeated) {
            // Whoever holds numbers of it must hear of it, whether it is used or not.
            var record = new AllocationRecord.GrantReceived(stream, request, range);
            byStream.values().stream()
                    .filter(other -> other != its)
                    .forEach(other -> other.replay(record));
        }
        return verdict(its, decision);
    }

    /** Judges the taking of a block. */
    Verdict take(SiteLog stream, BlockTaken block) {
        var its = of(stream);
        var ask = new NodeAsk(block.node(), block.boot(), block.number());
        return verdict(its, its.give(ask, block.most()));
    }

    private static Verdict verdict(
            SiteAllocation allocation, Decision<AllocationRecord, AllocationReply> decision) {
        decision.records().forEach(allocation::replay);
        return switch (decision.reply()) {
            case AllocationReply.Received _, AllocationReply.Given _ -> Verdict.EFFECTIVE;
            case AllocationReply.Alarm(var detail) ->
                    new Verdict.Refused(ErrorCode.CONFLICT, detail);
            case AllocationReply.Refused(var code, var detail) -> new Verdict.Refused(code, detail);
        };
    }

    /** A stream that has no grant yet knows those of the others. */
    private SiteAllocation of(SiteLog stream) {
        var its = byStream.get(stream);
        if (its == null) {
            var known =
                    byStream.isEmpty()
                            ? List.<IdRange>of()
                            : byStream.firstEntry().getValue().snapshot().known();
            its = new SiteAllocation(stream, known);
            byStream.put(stream, its);
        }
        return its;
    }

    /** The state, frozen. */
    Map<SiteLog, AllocationSnapshot> snapshot() {
        var snapshot = new TreeMap<SiteLog, AllocationSnapshot>();
        byStream.forEach((stream, allocation) -> snapshot.put(stream, allocation.snapshot()));
        return snapshot;
    }

    /** Goes on where a snapshot stands. */
    void restore(List<AllocationSnapshot> snapshots) {
        byStream.clear();
        snapshots.forEach(snapshot -> byStream.put(snapshot.log(), new SiteAllocation(snapshot)));
    }
}
