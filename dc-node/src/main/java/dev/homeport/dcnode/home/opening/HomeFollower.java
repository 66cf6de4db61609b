package dev.homeport.dcnode.home.opening;

import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.HomeEntry.Closing;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Assignment;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Decides what a site appends to its log because of a routing table. Closings come first and at
 * once, but for homes that are open here and leave as planned: their clients have notice first. An
 * opening waits until every link of the shard's chain since the last opening that the site knows is
 * settled, each by itself:
 *
 * <ul>
 *   <li>the link's site is alive: its closing has arrived here and everything before it is applied,
 *       also when the site is this one, to which the shard comes back: what it had acknowledged
 *       itself must stand in the opening's vector;
 *   <li>the link's site is declared lost: its leases have run out or were fenced at a majority of
 *       the witnesses, which is so once this site has been granted the shard at this table; and its
 *       stream is collected from the mirrors of the others ({@link Collection}).
 * </ul>
 *
 * <p>Pure: the same table, ledger and surroundings give the same entries. Called by the node that
 * leads the site's log; what it returns may be appended twice without harm, since the ledger
 * refuses the second.
 */
public final class HomeFollower {

    private final SiteId self;
    private final LeaseRules rules;
    private final Collection collection;

    /** Makes the follower of a site. */
    public HomeFollower(SiteId self, LeaseRules rules, MoveRules moveRules) {
        this.self = self;
        this.rules = rules;
        this.collection = new Collection(self, moveRules);
    }

    /** The closing that a table demands, if any, without any notice. */
    public Optional<HomeClosed> closing(RoutingTable table, EpochLedger ledger) {
        return closing(table, ledger, () -> true);
    }

    /**
     * The closing that is due, if any.
     *
     * @param noticeIsOver whether clients have had the time to connect to homes that leave as
     *     planned; asked only while some do. Until then these stay open
     */
    public Optional<HomeClosed> closing(
            RoutingTable table, EpochLedger ledger, BooleanSupplier noticeIsOver) {
        var closings = new ArrayList<Closing>();
        for (var allotment : table.allotments()) {
            var due = ledger.notClosedBelow(allotment.shards(), allotment.epoch());
            var leaving = leaving(due, allotment, ledger);
            if (!leaving.isEmpty() && !noticeIsOver.getAsBoolean()) {
                due = due.minus(leaving);
            }
            if (!due.isEmpty()) {
                closings.add(new Closing(due, allotment.epoch()));
            }
        }
        return closings.isEmpty() ? Optional.empty() : Optional.of(new HomeClosed(closings));
    }

    private ShardSet leaving(ShardSet due, Allotment allotment, EpochLedger ledger) {
        return !due.isEmpty() && PlannedLeave.of(self, allotment.chain())
                ? due.filter(shard -> !ledger.openEpoch(new ShardId(shard)).equals(Epoch.NONE))
                : ShardSet.none();
    }

    /** Tells whether the log already is what the table demands, so that nothing is due. */
    public boolean isSettled(RoutingTable table, EpochLedger ledger) {
        return table.allotments().stream()
                .allMatch(a ->
                        ledger.notClosedBelow(a.shards(), a.epoch()).isEmpty()
                                && awaiting(a, ledger).isEmpty());
    }

    private ShardSet awaiting(Allotment allotment, EpochLedger ledger) {
        return allotment.home().equals(self)
                ? ledger.awaitingOpening(allotment.shards(), allotment.epoch())
                : ShardSet.none();
    }

    /** The openings that are due and settled. */
    public List<HomeOpened> openings(
            RoutingTable table, EpochLedger ledger, Surroundings surroundings) {
        var openings = new ArrayList<HomeOpened>();
        for (var allotment : table.allotments()) {
            var awaiting = awaiting(allotment, ledger);
            if (awaiting.isEmpty()) {
                continue;
            }
            surroundings
                    .byLatestOpening(awaiting)
                    .forEach((latest, shards) -> {
                        var ready = settled(shards, latest, allotment, table, surroundings);
                        if (!ready.isEmpty()) {
                            openings.add(
                                    new HomeOpened(
                                            ready,
                                            allotment.epoch(),
                                            latest,
                                            surroundings.appliedVector(),
                                            pauses(latest, allotment, table, surroundings)));
                        }
                    });
        }
        return openings;
    }

    private ShardSet settled(
            ShardSet shards,
            Epoch latest,
            Allotment allotment,
            RoutingTable table,
            Surroundings surroundings) {
        var settled = shards;
        for (var link : Unsettled.of(allotment.chain(), latest)) {
            settled = settled(settled, link, allotment, table, surroundings);
        }
        return settled;
    }

    private ShardSet settled(
            ShardSet shards,
            Assignment link,
            Allotment allotment,
            RoutingTable table,
            Surroundings surroundings) {
        var closed = surroundings.closedBy(link.home(), shards, link.epoch().next());
        if (closed.equals(shards)) {
            return shards;
        }
        if (allotment.chain().declaresLostAfter(link.home(), link.epoch())) {
            if (!collection.isCollected(link.home(), table, surroundings)) {
                return closed;
            }
            return rules.hold(LeaseRule.OPENING_AWAITS_EXPIRY)
                    ? closed.union(surroundings.leased(table).intersection(shards))
                    : shards;
        }
        return rules.hold(LeaseRule.OPENING_AWAITS_CLOSING) ? closed : shards;
    }

    /** The pauses that an opening relies on: those of the lost sites that it takes over from. */
    private Map<SiteId, Long> pauses(
            Epoch latest, Allotment allotment, RoutingTable table, Surroundings surroundings) {
        var pauses = new TreeMap<SiteId, Long>();
        for (var link : Unsettled.of(allotment.chain(), latest)) {
            var from = link.home();
            if (allotment.chain().declaresLostAfter(from, link.epoch())
                    && collection.isCollected(from, table, surroundings)) {
                var own = surroundings.pausedAt(from, table.version()).get(self);
                if (own != null) {
                    pauses.put(from, own.at());
                }
            }
        }
        return pauses;
    }
}
