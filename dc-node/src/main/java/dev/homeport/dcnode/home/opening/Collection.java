package dev.homeport.dcnode.home.opening;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.PauseWord.Kind;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the stream of a lost site from the mirrors of the others before its homes are opened
 * elsewhere (DESIGN 4.6). While a table gives shards of a lost site to another one and they are not
 * yet opened in this log, the log takes nothing of the lost site, says in its own stream how much
 * it has, and fetches only what the new home has or, at the new home, what any of the others has:
 *
 * <ol>
 *   <li>{@code FROZEN}: from there on nothing comes in, so where the mirror ends can be said;
 *   <li>{@code STATED}: up to there it is here. A later one that goes further says up to where it
 *       is fetched: the new home states the most that any survivor has stated, the others what a
 *       new home states;
 *   <li>{@code ENDED}, once the shards are opened in this log, or are given back.
 * </ol>
 *
 * <p>What another site has it also says by an opening that cannot be appended here before more of
 * the lost site is: its own word may stand behind that, and would never be heard.
 *
 * <p>Nothing of it waits for a lease, so it costs a takeover no time. Pure; called by the node that
 * leads the site's log.
 */
public final class Collection {

    private final SiteId self;
    private final MoveRules rules;

    /** Makes the collection of a site. */
    public Collection(SiteId self, MoveRules rules) {
        this.self = self;
        this.rules = rules;
    }

    /**
     * The words that are due in this site's stream.
     *
     * @param surroundings what is known, of this site's own words too
     */
    public List<PauseWord> due(RoutingTable table, Surroundings surroundings) {
        if (!rules.hold(MoveRule.PAUSES_LOST_STREAM)) {
            return List.of();
        }
        var heirs = heirs(table, surroundings);
        var due = new ArrayList<PauseWord>();
        heirs.forEach((lost, homes) -> word(table, lost, homes, surroundings, due));
        for (var paused : surroundings.paused()) {
            if (!heirs.containsKey(paused)) {
                var stream = surroundings.mirrorEnd(paused).stream();
                due.add(new PauseWord(Kind.ENDED, stream, 0, table.version()));
            }
        }
        return due;
    }

    private void word(
            RoutingTable table,
            SiteId lost,
            Set<SiteId> homes,
            Surroundings surroundings,
            List<PauseWord> due) {
        var version = table.version();
        var end = surroundings.mirrorEnd(lost);
        var said = surroundings.pausedAt(lost, 0);
        var own = said.get(self);
        if (own == null) {
            due.add(new PauseWord(Kind.FROZEN, end.stream(), 0, version));
            return;
        }
        var most = new PauseWord(Kind.STATED, end.stream(), end.offset(), version);
        for (var each : said.entrySet()) {
            var word = each.getValue().word();
            if (word.kind() == Kind.STATED
                    && (each.getKey().equals(self) || follows(each.getKey(), homes))) {
                most = more(most, word.stream(), word.offset());
            }
        }
        for (var each : surroundings.heldBack().entrySet()) {
            var needed = each.getValue();
            if (needed.stream().site().equals(lost) && follows(each.getKey(), homes)) {
                most = more(most, needed.stream(), needed.offset());
            }
        }
        var before = own.word();
        if (before.kind() == Kind.FROZEN
                || before.tableVersion() < version
                || most.statesMoreThan(before)) {
            due.add(most);
        }
    }

    /** Whether this site is to have what another one has: it, or that one, is a new home. */
    private boolean follows(SiteId other, Set<SiteId> homes) {
        return rules.hold(MoveRule.COLLECTS_FROM_SURVIVORS)
                && (homes.contains(self) || homes.contains(other));
    }

    private static PauseWord more(PauseWord than, SiteLog stream, long offset) {
        var other = new PauseWord(Kind.STATED, stream, offset, than.tableVersion());
        return other.statesMoreThan(than) ? other : than;
    }

    /**
     * The sites whose shards a table gives away as lost and that are not opened in this log yet,
     * with the homes that come after each: they open with what they have of it.
     */
    private Map<SiteId, Set<SiteId>> heirs(RoutingTable table, Surroundings surroundings) {
        var heirs = new TreeMap<SiteId, Set<SiteId>>();
        for (var allotment : table.allotments()) {
            var chain = allotment.chain();
            if (chain.links().stream().noneMatch(link -> link.isTakeover())) {
                continue;
            }
            var oldest = oldestOpening(allotment.shards(), surroundings);
            if (!oldest.isBefore(allotment.epoch())) {
                continue;
            }
            for (var link : Unsettled.of(chain, oldest)) {
                var lost = link.home();
                if (chain.declaresLostAfter(lost, link.epoch())
                        && !lost.equals(allotment.home())
                        && !lost.equals(self)) {
                    var homes = heirs.computeIfAbsent(lost, _ -> new HashSet<>());
                    chain.links().stream()
                            .filter(later -> later.epoch().isAfter(link.epoch()))
                            .forEach(later -> homes.add(later.home()));
                }
            }
        }
        return heirs;
    }

    private static Epoch oldestOpening(ShardSet shards, Surroundings surroundings) {
        return surroundings.byLatestOpening(shards).keySet().stream()
                .min(Epoch::compareTo)
                .orElse(Epoch.NONE);
    }

    /**
     * Tells whether a lost site's stream is collected here: this log is paused and says up to
     * where, every other site that is reached has said what it has and that is not more, and all of
     * it is applied here.
     *
     * <p>Of a site whose own stream is paused here nothing newer comes in, so its word is not
     * waited for. Of one that was lost once and is not collected any more it is: it is a survivor.
     */
    boolean isCollected(SiteId of, RoutingTable table, Surroundings surroundings) {
        if (!rules.hold(MoveRule.PAUSES_LOST_STREAM)) {
            return true;
        }
        var said = surroundings.pausedAt(of, table.version());
        var pause = said.get(self);
        if (pause == null || pause.word().kind() != Kind.STATED) {
            return false;
        }
        var own = pause.word();
        if (surroundings.appliedVector().getOrDefault(own.stream(), 0L) < own.offset()) {
            return false;
        }
        if (!rules.hold(MoveRule.COLLECTS_FROM_SURVIVORS)) {
            return true;
        }
        var dumb = surroundings.paused();
        var missing = new HashSet<>(surroundings.others());
        missing.removeAll(dumb);
        for (var each : said.entrySet()) {
            if (each.getValue().word().kind() == Kind.STATED) {
                if (!dumb.contains(each.getKey()) && each.getValue().word().statesMoreThan(own)) {
                    return false;
                }
                missing.remove(each.getKey());
            }
        }
        return missing.isEmpty() || surroundings.unreachable().containsAll(missing);
    }
}
