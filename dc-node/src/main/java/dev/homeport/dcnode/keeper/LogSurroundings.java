package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.home.opening.Pause;
import dev.homeport.dcnode.home.opening.Surroundings;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What this site's log says of its surroundings, up to where the view has applied it. Reads the
 * log, so it may touch the disk. For one thread.
 */
final class LogSurroundings implements Surroundings {

    private final AppliedStreams streams;
    private final LogHomes homes;
    private final long appliedPosition;
    private final Function<RoutingTable, ShardSet> leased;
    private final QuorumQueue queue;
    private final Neighbours neighbours;

    /**
     * @param streams how far each stream of the log goes up to a position
     * @param homes the openings and closings in the log
     * @param appliedPosition up to which position of the log the view has applied it
     * @param leased the shards for which this node holds the lease
     * @param queue this node's part of the log
     * @param neighbours the other sites
     */
    LogSurroundings(
            AppliedStreams streams,
            LogHomes homes,
            long appliedPosition,
            Function<RoutingTable, ShardSet> leased,
            QuorumQueue queue,
            Neighbours neighbours) {
        this.streams = streams;
        this.homes = homes;
        this.appliedPosition = appliedPosition;
        this.leased = leased;
        this.queue = queue;
        this.neighbours = neighbours;
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
        return streams.upTo(appliedPosition);
    }

    @Override
    public Map<SiteId, Pause> pausedAt(SiteId lost, long version) {
        var said = homes.pausesOn(lost);
        said.values().removeIf(pause -> pause.word().tableVersion() < version);
        return said;
    }

    @Override
    public Set<SiteId> paused() {
        return homes.pausesOf(queue.ownStream().site()).keySet();
    }

    @Override
    public MirrorMark mirrorEnd(SiteId site) {
        return new TreeMap<>(queue.streams())
                .descendingMap().values().stream()
                        .filter(end -> end.stream().site().equals(site))
                        .findFirst()
                        .map(end -> new MirrorMark(end.stream(), end.lastOffset()))
                        .orElseGet(() -> new MirrorMark(new SiteLog(site, 1), 0));
    }

    @Override
    public Set<SiteId> others() {
        return neighbours.others();
    }

    @Override
    public Set<SiteId> unreachable() {
        return neighbours.unreachable();
    }
}
