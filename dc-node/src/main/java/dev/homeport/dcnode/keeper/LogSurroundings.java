package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.Pause;
import dev.homeport.dcnode.home.opening.Surroundings;
import dev.homeport.dcnode.judge.LogHomes;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What this site's log says of its surroundings, up to where the view has applied it. For one
 * thread.
 */
public final class LogSurroundings implements Surroundings {

    private final LongFunction<? extends Map<SiteLog, Long>> streams;
    private final LogHomes homes;
    private final long appliedPosition;
    private final Function<RoutingTable, ShardSet> leased;
    private final SiteId self;
    private final Supplier<Map<SiteLog, Long>> ends;
    private final Neighbours neighbours;
    private final BooleanSupplier noticeIsOver;
    private final MoveRules rules;

    /**
     * Looks around.
     *
     * @param streams how far each stream of the log goes up to a position; may read the log
     * @param homes the openings and closings in the log
     * @param appliedPosition up to which position of the log the view has applied it
     * @param leased the shards for which this node holds the lease
     * @param self this site
     * @param ends where each stream ends in this node's part of the log
     * @param neighbours the other sites
     * @param noticeIsOver whether homes that leave have stayed open for long enough
     * @param rules {@link MoveRules#ALL}, but in a simulator
     */
    public LogSurroundings(
            LongFunction<? extends Map<SiteLog, Long>> streams,
            LogHomes homes,
            long appliedPosition,
            Function<RoutingTable, ShardSet> leased,
            SiteId self,
            Supplier<Map<SiteLog, Long>> ends,
            Neighbours neighbours,
            BooleanSupplier noticeIsOver,
            MoveRules rules) {
        this.streams = streams;
        this.homes = homes;
        this.appliedPosition = appliedPosition;
        this.leased = leased;
        this.self = self;
        this.ends = ends;
        this.neighbours = neighbours;
        this.noticeIsOver = noticeIsOver;
        this.rules = rules;
    }

    @Override
    public ShardSet closedBy(SiteId site, ShardSet shards, Epoch below) {
        var its = homes.of(site);
        return its.changedAt() <= appliedPosition || !rules.hold(MoveRule.CLOSING_IS_APPLIED)
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
        return streams.apply(appliedPosition);
    }

    @Override
    public Map<SiteId, Pause> pausedAt(SiteId lost, long version) {
        var said = homes.pausesOn(lost);
        said.values().removeIf(pause -> pause.word().tableVersion() < version);
        return said;
    }

    @Override
    public Set<SiteId> paused() {
        return homes.pausesOf(self).keySet();
    }

    @Override
    public MirrorMark mirrorEnd(SiteId site) {
        return new TreeMap<>(ends.get())
                .descendingMap().entrySet().stream()
                        .filter(end -> end.getKey().site().equals(site))
                        .findFirst()
                        .map(end -> new MirrorMark(end.getKey(), end.getValue()))
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

    @Override
    public Map<SiteId, MirrorMark> heldBack() {
        return neighbours.heldBack();
    }

    @Override
    public boolean isNoticeOver() {
        return noticeIsOver.getAsBoolean();
    }
}
