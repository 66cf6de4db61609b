package dev.homeport.simulation.lease;

import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Assignment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes one table after another in the place of a control plane: moves, takeovers, aborts, fences
 * and new lengths of leases. It keeps what DESIGN demands of a control plane, and nothing more: a
 * site may be declared lost that is not.
 */
final class TableAuthor {

    private final SimulatedFleet fleet;
    private RoutingTable newest;

    TableAuthor(SimulatedFleet fleet, RoutingTable first) {
        this.fleet = fleet;
        this.newest = first;
    }

    static RoutingTable first(List<SiteId> sites, long ttlMillis) {
        var allotments = new ArrayList<Allotment>();
        Settings.groups()
                .forEach(group ->
                        allotments.add(
                                new Allotment(
                                        Settings.shards(group),
                                        Chain.first(sites.get(group % sites.size())))));
        var lengths = new TreeMap<SiteId, Long>();
        sites.forEach(site -> lengths.put(site, ttlMillis));
        return new RoutingTable(
                Settings.fleet(),
                1,
                allotments,
                new TreeSet<>(sites),
                new LeasePolicy(lengths, ttlMillis),
                Map.of());
    }

    RoutingTable newest() {
        return newest;
    }

    private void commit(RoutingTable table, String why) {
        newest = table;
        fleet.world().record("table " + table.version() + ": " + why);
        fleet.publish(0.6);
    }

    void changeTtl(SiteId site, long ttlMillis) {
        commit(newest.withTtl(site, ttlMillis), site + " has leases of " + ttlMillis + " ms");
    }

    /** Moves a group as planned, or takes an unfinished move of it back. */
    void move(int group, SiteId target) {
        var shards = Settings.shards(group);
        var current = newest.chainOf(Settings.shard(group)).current();
        if (isOpen(group, current)) {
            if (!current.home().equals(target)) {
                commit(
                        newest.withConfirmedOpening(shards)
                                .withAssignment(shards, target, Set.of()),
                        "group " + group + " moves to " + target);
            }
            return;
        }
        var earlier = newest.chainOf(Settings.shard(group)).earlier();
        if (!earlier.isEmpty() && hasRoom(group)) {
            var back = earlier.getLast().home();
            commit(
                    newest.withAssignment(shards, back, Set.of()),
                    "the move of group " + group + " is taken back to " + back);
        }
    }

    /** Declares a site lost and gives what it may have had open to others. */
    void takeOver(SiteId lost, SiteId target) {
        var next = newest;
        var covered = new ArrayList<Integer>();
        for (var group = 0; group < Settings.GROUPS; group++) {
            var current = next.chainOf(Settings.shard(group)).current();
            if (isOpen(group, current)) {
                next = next.withConfirmedOpening(Settings.shards(group));
            }
            var chain = next.chainOf(Settings.shard(group));
            var named = chain.links().stream().anyMatch(link -> link.home().equals(lost));
            if (named && chain.links().size() < Chain.LONGEST) {
                var home = current.home().equals(lost) ? target : current.home();
                next = next.withAssignment(Settings.shards(group), home, Set.of(lost));
                covered.add(group);
            }
        }
        if (!covered.isEmpty()) {
            commit(next, target + " takes groups " + covered + " over from " + lost);
        }
    }

    void fence(SiteLog log) {
        commit(newest.withFence(log), log + " is fenced");
    }

    private boolean hasRoom(int group) {
        return newest.chainOf(Settings.shard(group)).links().size() < Chain.LONGEST;
    }

    private boolean isOpen(int group, Assignment assignment) {
        return fleet.site(assignment.home())
                .log()
                .ledger()
                .openEpoch(Settings.shard(group))
                .equals(assignment.epoch());
    }
}
