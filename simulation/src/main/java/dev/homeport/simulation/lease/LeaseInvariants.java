package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What must hold in every moment of every run, told from outside: from true time, the committed
 * logs and what clients were told.
 *
 * <ul>
 *   <li><b>I1</b> no two sites can make writes of a shard effective and acknowledge them; and what
 *       is acknowledged after a successor has opened, the successor opened with.
 *   <li><b>I1</b> for reads: an answer knows every write that was acknowledged before it was asked.
 *   <li><b>I4</b> no acknowledgement lies above the bound that a majority of witnesses would state,
 *       when it is given and at any time after.
 * </ul>
 */
final class LeaseInvariants {

    /** What the judging of a late acknowledgement needs to know of an opening. */
    private record Opening(SiteId site, HomeEntry.HomeOpened entry) {}

    private final SimulatedFleet fleet;
    private final List<TreeMap<Long, Opening>> openings = new ArrayList<>();
    private final long[] newestAcknowledgedEpoch = new long[Settings.GROUPS];
    private final TreeMap<SiteId, Long> highestAcknowledged = new TreeMap<>();
    private Optional<Violation> violation = Optional.empty();

    LeaseInvariants(SimulatedFleet fleet) {
        this.fleet = fleet;
        Settings.groups().forEach(group -> openings.add(new TreeMap<>()));
    }

    Optional<Violation> violation() {
        return violation;
    }

    void opened(SimulatedSite site, HomeEntry.HomeOpened opened) {
        Settings.groups()
                .filter(group -> opened.shards().contains(Settings.shard(group)))
                .forEach(group -> {
                    openings.get(group)
                            .putIfAbsent(opened.epoch().value(), new Opening(site.id(), opened));
                    fleet.coverage().opened(isTakeover(group, opened.epoch()));
                });
    }

    private boolean isTakeover(int group, Epoch epoch) {
        return fleet.author().newest().chainOf(Settings.shard(group)).links().stream()
                .anyMatch(link -> link.epoch().equals(epoch) && link.isTakeover());
    }

    /** A client was told that its write is safe. */
    void acknowledged(SimulatedSite site, int group, Epoch epoch, long offset) {
        fleet.coverage().acknowledged();
        newestAcknowledgedEpoch[group] = Math.max(newestAcknowledgedEpoch[group], epoch.value());
        highestAcknowledged.merge(site.id(), offset, Math::max);
        var successor = openings.get(group).higherEntry(epoch.value());
        if (successor != null) {
            var inherited = successor.getValue().entry().vector().getOrDefault(site.stream(), 0L);
            if (inherited < offset && !successor.getValue().site().equals(site.id())) {
                report(
                        "I1",
                        site.id()
                                + " acknowledged offset "
                                + offset
                                + " of group "
                                + group
                                + " at epoch "
                                + epoch
                                + " after "
                                + successor.getValue().site()
                                + " opened epoch "
                                + successor.getKey()
                                + " with "
                                + inherited);
            }
        }
        checkBound(site.id());
    }

    /** A home read that was asked at some moment is answered now. */
    void answered(SimulatedSite site, int group, Epoch epoch, long newestWhenAsked) {
        fleet.coverage().read();
        if (newestWhenAsked > epoch.value()) {
            report(
                    "I1",
                    site.id()
                            + " answered a home read of group "
                            + group
                            + " at epoch "
                            + epoch
                            + " although writes of epoch "
                            + newestWhenAsked
                            + " had been acknowledged before it was asked");
        }
    }

    long newestAcknowledgedEpoch(int group) {
        return newestAcknowledgedEpoch[group];
    }

    /** A witness may state another bound than before. */
    void checkBounds() {
        highestAcknowledged.keySet().forEach(this::checkBound);
    }

    private void checkBound(SiteId site) {
        var log = new SiteLog(site, 1);
        var acknowledged = (long) highestAcknowledged.getOrDefault(site, 0L);
        var below =
                fleet.witnesses().stream()
                        .filter(SimulatedWitness::isGranting)
                        .filter(w -> w.disk().ceilings().getOrDefault(log, 0L) < acknowledged)
                        .count();
        if (below >= fleet.author().newest().witnessMajority()) {
            report(
                    "I4",
                    site + " acknowledged offset " + acknowledged + " above a majority's ceiling");
        }
    }

    /** Checks what must hold between any two events. */
    void check() {
        for (var group = 0; group < Settings.GROUPS; group++) {
            check(group, Settings.shard(group));
        }
    }

    private void check(int group, ShardId shard) {
        var openLogs = 0;
        for (var site : fleet.sites()) {
            if (site.log().ledger().openEpoch(shard).isAfter(Epoch.NONE)) {
                openLogs++;
            }
        }
        if (openLogs < 2) {
            return;
        }
        fleet.coverage().openInTwoLogs();
        var able = fleet.sites().stream().filter(site -> isAble(site, shard)).toList();
        if (able.size() > 1) {
            report(
                    "I1",
                    able.stream().map(SimulatedSite::id).toList()
                            + " can all acknowledge writes of group "
                            + group);
        }
    }

    private static boolean isAble(SimulatedSite site, ShardId shard) {
        var epoch = site.log().ledger().openEpoch(shard);
        return epoch.isAfter(Epoch.NONE)
                && site.leader()
                        .filter(node -> node.machine().isRunning())
                        .filter(node -> node.mayAcknowledge(shard, epoch, site.log().size() + 1))
                        .isPresent();
    }

    private void report(String invariant, String what) {
        if (violation.isEmpty()) {
            fleet.world().record(invariant + " is broken: " + what);
            violation =
                    Optional.of(
                            new Violation(
                                    invariant,
                                    fleet.settings().seed(),
                                    fleet.world().nowNanos(),
                                    what,
                                    fleet.world().trace().lines()));
        }
    }
}
