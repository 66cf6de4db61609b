package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers as real surroundings once did: each question as often as then, and the last answer to it
 * from there on. For one thread.
 */
final class RememberedSurroundings implements Surroundings {

    private final Map<Object, Deque<Heard>> answers = new HashMap<>();

    RememberedSurroundings(List<Heard> heard) {
        heard.forEach(each ->
                answers.computeIfAbsent(each.question(), _ -> new ArrayDeque<>()).add(each));
    }

    /** Asked something that was not asked then: the decision went another way. */
    static final class NeverAskedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        NeverAskedException(Object question) {
            super("asks what was not asked then: " + question);
        }
    }

    private <H extends Heard> H next(Class<H> kind, Object question) {
        var left = answers.get(question);
        if (left == null) {
            throw new NeverAskedException(question);
        }
        return kind.cast(left.size() > 1 ? left.removeFirst() : left.getFirst());
    }

    @Override
    public ShardSet closedBy(SiteId site, ShardSet shards, Epoch below) {
        var question = new Heard.ClosedBy(site, shards, below, ShardSet.none());
        return next(Heard.ClosedBy.class, question.question()).answer();
    }

    @Override
    public ShardSet leased(RoutingTable table) {
        return next(Heard.Leased.class, new Heard.Leased(ShardSet.none()).question()).answer();
    }

    @Override
    public Map<Epoch, ShardSet> byLatestOpening(ShardSet shards) {
        var question = new Heard.ByLatestOpening(shards, Map.of());
        return next(Heard.ByLatestOpening.class, question.question()).answer();
    }

    @Override
    public Map<SiteLog, Long> appliedVector() {
        var question = new Heard.AppliedVector(Map.of());
        return next(Heard.AppliedVector.class, question.question()).answer();
    }

    @Override
    public Map<SiteId, Pause> pausedAt(SiteId lost, long version) {
        var question = new Heard.PausedAt(lost, version, Map.of());
        return next(Heard.PausedAt.class, question.question()).answer();
    }

    @Override
    public Set<SiteId> paused() {
        return next(Heard.Paused.class, new Heard.Paused(Set.of()).question()).answer();
    }

    @Override
    public MirrorMark mirrorEnd(SiteId site) {
        return next(Heard.MirrorEnd.class, site).answer();
    }

    @Override
    public Set<SiteId> others() {
        return next(Heard.Others.class, new Heard.Others(Set.of()).question()).answer();
    }

    @Override
    public Map<SiteId, MirrorMark> heldBack() {
        return next(Heard.HeldBack.class, new Heard.HeldBack(Map.of()).question()).answer();
    }

    @Override
    public Set<SiteId> unreachable() {
        return next(Heard.Unreachable.class, new Heard.Unreachable(Set.of()).question()).answer();
    }

    @Override
    public boolean isNoticeOver() {
        return next(Heard.NoticeOver.class, new Heard.NoticeOver(false).question()).answer();
    }
}
