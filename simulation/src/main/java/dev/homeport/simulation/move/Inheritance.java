package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.adoption.Orphan;
import dev.homeport.dcnode.home.opening.Cut;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.view.ShardChain;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.simulation.move.MoveCoverage.Count;
import dev.homeport.vocabulary.Assignment;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was acknowledged in one shard, and what its openings inherit of that: a planned one
 * everything; one that takes over at least what any survivor has that it could ask. One thread.
 */
final class Inheritance {

    private record Opening(ModelSite site, HomeOpened entry) {}

    private record Told(DerivedId id, Epoch epoch, boolean isDerived) {}

    private final MoveFleet fleet;
    private final ShardId shard;
    private final ShardHistory history;
    private final TreeMap<Epoch, Opening> openings = new TreeMap<>();
    private final TreeMap<Epoch, Assignment> assignments = new TreeMap<>();
    private final Map<EntryAddress, Told> told = new HashMap<>();
    private final Set<EntryAddress> stranded = new HashSet<>();
    private final Map<HomeOpened, Set<SiteId>> silent = new HashMap<>();

    Inheritance(MoveFleet fleet, ShardId shard, ShardHistory history) {
        this.fleet = fleet;
        this.shard = shard;
        this.history = history;
    }

    /** The control plane has committed a table. */
    void assigned(RoutingTable table) {
        table.chainOf(shard).links().forEach(link -> assignments.put(link.epoch(), link));
    }

    /** A site is about to open, and some others cannot tell it what they have. */
    void worksOut(HomeOpened opened, Set<SiteId> mute) {
        silent.putIfAbsent(opened, mute);
    }

    /** A site has opened the shard in its own log. */
    void opened(ModelSite site, HomeOpened opened) {
        var before = openings.lowerKey(opened.epoch());
        var earlier = before == null ? Epoch.NONE : before;
        var lost = lost(earlier, opened.epoch());
        var chain = chain(earlier);
        var cut = new Cut(opened.vector());
        told.forEach((address, each) -> {
            if (!chain.effective(address.stream(), address.offset(), each.epoch())) {
                return;
            }
            var covered = cut.covers(address.stream(), address.offset());
            if (lost.isEmpty()) {
                inherits(site, opened, covered, address, each.id());
            } else if (!covered) {
                leavesOut(site, opened, lost, address);
            }
        });
        openings.putIfAbsent(opened.epoch(), new Opening(site, opened));
    }

    private ShardChain chain(Epoch upTo) {
        return ShardChain.of(
                openings.headMap(upTo, true).values().stream()
                        .map(each ->
                                new ShardChain.Opening(
                                        each.entry().epoch(),
                                        each.entry().predecessor(),
                                        each.site().stream(),
                                        new TreeMap<>(each.entry().vector())))
                        .toList());
    }

    /** The sites that were home since an opening and are declared lost after that. */
    private Set<SiteId> lost(Epoch since, Epoch upTo) {
        var lost = new HashSet<SiteId>();
        for (var link : assignments.subMap(since, true, upTo, false).values()) {
            if (assignments.subMap(link.epoch(), false, upTo, true).values().stream()
                    .anyMatch(later -> later.lost().contains(link.home()))) {
                lost.add(link.home());
            }
        }
        return lost;
    }

    /** Whether homes of the shard were taken over since an epoch. */
    boolean wasTakenOverSince(Epoch since) {
        return openings.tailMap(since, false).keySet().stream()
                .anyMatch(epoch -> {
                    var before = openings.lowerKey(epoch);
                    return before != null && !lost(before, epoch).isEmpty();
                });
    }

    private void inherits(
            ModelSite site,
            HomeOpened opened,
            boolean covered,
            EntryAddress address,
            DerivedId id) {
        if (!covered || !history.has(site.id(), id)) {
            report(
                    "I3",
                    site,
                    opened,
                    (covered ? " without having " : " with a vector that leaves out ")
                            + address
                            + ", which was acknowledged");
        }
    }

    private void leavesOut(
            ModelSite site, HomeOpened opened, Set<SiteId> lost, EntryAddress address) {
        if (stranded.add(address)) {
            fleet.coverage().count(Count.STRANDED_WRITES);
        }
        var mute = silent.getOrDefault(opened, Set.of());
        for (var other : fleet.sites()) {
            if (other != site
                    && !lost.contains(other.id())
                    && !other.stream().equals(address.stream())
                    && !mute.contains(other.id())
                    && other.log().end(address.stream()) >= address.offset()) {
                report(
                        "I4",
                        site,
                        opened,
                        " without " + address + ", which " + other.id() + " has and could tell");
            }
        }
    }

    private void report(String invariant, ModelSite site, HomeOpened opened, String what) {
        fleet.invariants()
                .report(
                        invariant,
                        site.id()
                                + " opened shard "
                                + shard
                                + " at epoch "
                                + opened.epoch()
                                + what);
    }

    /**
     * Somebody was told that an entry is safe.
     *
     * @param epoch the epoch at which it is said
     */
    void acknowledged(ModelSite site, EntryAddress address, DerivedId id, Epoch epoch) {
        var stored = site.log().at(address);
        var stated = stored.epoch().orElse(epoch);
        told.putIfAbsent(address, new Told(id, stated, isDerived(stored.entry())));
        for (var later : openings.tailMap(epoch, false).values()) {
            if (!new Cut(later.entry().vector()).covers(address.stream(), address.offset())) {
                fleet.invariants()
                        .report(
                                "I1",
                                site.id()
                                        + " acknowledged "
                                        + address
                                        + " of shard "
                                        + shard
                                        + " after "
                                        + later.site().id()
                                        + " had opened epoch "
                                        + later.entry().epoch()
                                        + " without it");
            }
        }
    }

    private static boolean isDerived(SiteEntry entry) {
        return entry instanceof ShardEntry stated
                && Orphan.treatmentOf(stated.fact()) == Orphan.Treatment.DERIVED_AGAIN;
    }

    /**
     * A site that was taken over has its shard back: what it had acknowledged itself is there,
     * except what follows from other entries, which a home derives again in its own time.
     */
    void cameBack(ModelSite site, HomeOpened opened) {
        told.forEach((address, each) -> {
            if (address.stream().equals(site.stream())
                    && !each.isDerived()
                    && !history.has(site.id(), each.id())) {
                report("I4", site, opened, " for its return without " + address + " of its own");
            }
        });
    }

    /** At the end everything that was acknowledged is everywhere. */
    void checkEnd() {
        told.forEach((address, each) ->
                fleet.sites().stream()
                        .filter(site -> !history.has(site.id(), each.id()))
                        .forEach(site ->
                                fleet.invariants()
                                        .report(
                                                "I4",
                                                address
                                                        + " of shard "
                                                        + shard
                                                        + " was acknowledged, and "
                                                        + site.id()
                                                        + " does not have it")));
    }
}
