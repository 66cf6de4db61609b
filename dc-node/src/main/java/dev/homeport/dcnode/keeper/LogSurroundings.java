package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.home.opening.Surroundings;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.quorumqueue.QueueException;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What this site's log says of its surroundings, up to where the view has applied it. Reads the
 * log, so it may touch the disk. For one thread.
 */
final class LogSurroundings implements Surroundings {

    private static final ReadLimit ONE = new ReadLimit(1, 1);

    private final QuorumQueue queue;
    private final LogHomes homes;
    private final long appliedPosition;
    private final Function<RoutingTable, ShardSet> leased;

    /**
     * @param appliedPosition up to which position of the log the view has applied it
     * @param leased the shards for which this node holds the lease
     */
    LogSurroundings(
            QuorumQueue queue,
            LogHomes homes,
            long appliedPosition,
            Function<RoutingTable, ShardSet> leased) {
        this.queue = queue;
        this.homes = homes;
        this.appliedPosition = appliedPosition;
        this.leased = leased;
    }

    @Override
    public ShardSet closedBy(SiteId site, ShardSet shards, Epoch below) {
        var its = homes.of(site);
        return its.changedAt() <= appliedPosition
                ? its.ledger().closedBelow(shards, below)
                : ShardSet.none();
    }

    @Override
    public ShardSet leased(RoutingTable table) {
        return leased.apply(table);
    }

    @Override
    public Map<Epoch, ShardSet> byLatestOpening(ShardSet shards) {
        return homes.byLatestOpening(shards);
    }

    @Override
    public Map<SiteLog, Long> appliedVector() {
        var vector = new TreeMap<SiteLog, Long>();
        queue.streams()
                .forEach((stream, end) -> {
                    var applied = lastApplied(end);
                    if (applied > 0) {
                        vector.put(stream, applied);
                    }
                });
        return vector;
    }

    /** The last offset of a stream whose position is applied; positions grow with offsets. */
    private long lastApplied(StreamEnd end) {
        var low = 0L;
        var high = end.lastOffset();
        while (low < high) {
            var middle = high - (high - low) / 2;
            if (position(end.stream(), middle) <= appliedPosition) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long position(SiteLog stream, long offset) {
        try {
            return queue.readStream(stream, offset, ONE).entries().getFirst().entry().position();
        } catch (QueueException e) {
            // Trimmed: the view had passed it long before.
            return 0;
        }
    }
}
