package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Remembers what surroundings have answered, in order. For one thread. */
public final class ListeningSurroundings implements Surroundings {

    private final Surroundings real;
    private final List<Heard> heard = new ArrayList<>();

    /** Listens to real surroundings. */
    public ListeningSurroundings(Surroundings real) {
        this.real = real;
    }

    /** What was answered so far. */
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    @Override
    public ShardSet closedBy(SiteId site, ShardSet shards, Epoch below) {
        var answer = real.closedBy(site, shards, below);
        heard.add(new Heard.ClosedBy(site, shards, below, answer));
        return answer;
    }

    @Override
    public ShardSet leased(RoutingTable table) {
        var answer = real.leased(table);
        heard.add(new Heard.Leased(answer));
        return answer;
    }

    @Override
    public Map<Epoch, ShardSet> byLatestOpening(ShardSet shards) {
        // Copied with their order, by which openings stand in the log.
        var answer = new LinkedHashMap<>(real.byLatestOpening(shards));
        heard.add(new Heard.ByLatestOpening(shards, answer));
        return answer;
    }

    @Override
    public Map<SiteLog, Long> appliedVector() {
        var answer = Map.copyOf(real.appliedVector());
        heard.add(new Heard.AppliedVector(answer));
        return answer;
    }

    @Override
    public Map<SiteId, Pause> pausedAt(SiteId lost, long version) {
        var answer = new LinkedHashMap<>(real.pausedAt(lost, version));
        heard.add(new Heard.PausedAt(lost, version, answer));
        return answer;
    }

    @Override
    public Set<SiteId> paused() {
        var answer = new LinkedHashSet<>(real.paused());
        heard.add(new Heard.Paused(answer));
        return answer;
    }

    @Override
    public MirrorMark mirrorEnd(SiteId site) {
        var answer = real.mirrorEnd(site);
        heard.add(new Heard.MirrorEnd(site, answer));
        return answer;
    }

    @Override
    public Set<SiteId> others() {
        var answer = Set.copyOf(real.others());
        heard.add(new Heard.Others(answer));
        return answer;
    }

    @Override
    public Map<SiteId, MirrorMark> heldBack() {
        var answer = Map.copyOf(real.heldBack());
        heard.add(new Heard.HeldBack(answer));
        return answer;
    }

    @Override
    public Set<SiteId> unreachable() {
        var answer = Set.copyOf(real.unreachable());
        heard.add(new Heard.Unreachable(answer));
        return answer;
    }

    @Override
    public boolean isNoticeOver() {
        var answer = real.isNoticeOver();
        heard.add(new Heard.NoticeOver(answer));
        return answer;
    }
}
