package dev.homeport.vocabulary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The routing table: a versioned, committed, self-contained artefact that says which site is home
 * of which shard, at which epoch, and how it came to be so. Whoever has a newer one hands it on.
 * Immutable and thread-safe; equality is by content.
 */
public final class RoutingTable {

    private final FleetId fleet;
    private final long version;
    private final List<Allotment> allotments;
    private final Set<SiteId> witnesses;
    private final LeasePolicy leases;
    private final Map<SiteLog, Long> fences;
    private final Allotment[] byShard;

    /**
     * Makes a table.
     *
     * @param fleet the fleet that it belongs to
     * @param version number of the table, from 1
     * @param allotments who is home of what; disjoint, and covering every shard
     * @param witnesses the sites whose witnesses grant leases, at least one
     * @param leases length of the leases
     * @param fences logs that an operator attested can acknowledge nothing any more, each with the
     *     version of the table that first said so
     * @throws IllegalArgumentException if a shard has no home or two, or a bound is broken
     */
    public RoutingTable(
            FleetId fleet,
            long version,
            List<Allotment> allotments,
            Set<SiteId> witnesses,
            LeasePolicy leases,
            Map<SiteLog, Long> fences) {
        this.fleet = fleet;
        this.version = version;
        this.allotments = merged(allotments);
        this.witnesses = Collections.unmodifiableSet(new TreeSet<>(witnesses));
        this.leases = leases;
        this.fences = Collections.unmodifiableMap(new TreeMap<>(fences));
        this.byShard = new Allotment[ShardId.COUNT];
        if (version < 1) {
            throw new IllegalArgumentException("version: " + version + " is below 1");
        }
        if (witnesses.isEmpty()) {
            throw new IllegalArgumentException("witnesses: a table needs at least one witness");
        }
        this.fences.forEach((log, since) -> {
            if (since > version) {
                throw new IllegalArgumentException(
                        "fences: " + log + " is fenced by a later version, " + since);
            }
        });
        fill();
    }

    /**
     * The first table of a fleet: version 1, the shards dealt out to the sites in runs of equal
     * length (to within one), every site's witness granting leases. The same arguments give the
     * same table wherever it is made, so that nobody has to wait for anybody to begin.
     *
     * @param fleet the fleet
     * @param sites its sites, each once, in the order in which they get their shards
     * @param leases length of the leases
     * @throws IllegalArgumentException if there is no site, one is named twice, or one has no lease
     *     policy
     */
    public static RoutingTable genesis(FleetId fleet, List<SiteId> sites, LeasePolicy leases) {
        if (sites.isEmpty() || sites.size() != Set.copyOf(sites).size()) {
            throw new IllegalArgumentException(
                    "sites: " + sites + " is empty or names a site twice; name every site once");
        }
        var allotments = new ArrayList<Allotment>();
        for (var i = 0; i < sites.size(); i++) {
            var from = ShardId.COUNT * i / sites.size();
            var to = ShardId.COUNT * (i + 1) / sites.size();
            allotments.add(new Allotment(ShardSet.range(from, to), Chain.first(sites.get(i))));
        }
        return new RoutingTable(fleet, 1, allotments, new TreeSet<>(sites), leases, Map.of());
    }

    /** Shards with the same history share an allotment, however often they were split. */
    private static List<Allotment> merged(List<Allotment> allotments) {
        var byChain = new LinkedHashMap<Chain, ShardSet>();
        for (var allotment : allotments) {
            var known = byChain.get(allotment.chain());
            if (known != null && known.intersects(allotment.shards())) {
                var shard = known.intersection(allotment.shards()).stream().findFirst();
                throw new IllegalArgumentException(
                        "allotments: shard " + shard.orElseThrow() + " stands in two");
            }
            byChain.merge(allotment.chain(), allotment.shards(), ShardSet::union);
        }
        return byChain.entrySet().stream()
                .map(entry -> new Allotment(entry.getValue(), entry.getKey()))
                .toList();
    }

    private void fill() {
        for (var allotment : allotments) {
            leases.ttlMillis(allotment.home());
            allotment.shards().stream()
                    .forEach(shard -> {
                        if (byShard[shard] != null) {
                            throw new IllegalArgumentException(
                                    "allotments: shard " + shard + " has two homes");
                        }
                        byShard[shard] = allotment;
                    });
        }
        for (var shard = 0; shard < byShard.length; shard++) {
            if (byShard[shard] == null) {
                throw new IllegalArgumentException("allotments: shard " + shard + " has no home");
            }
        }
    }

    /** The fleet that the table belongs to. */
    public FleetId fleet() {
        return fleet;
    }

    /** Number of the table, from 1. */
    public long version() {
        return version;
    }

    /** Who is home of what: disjoint sets of shards that together are all shards. */
    public List<Allotment> allotments() {
        return allotments;
    }

    /** The sites whose witnesses grant leases, in order. */
    public Set<SiteId> witnesses() {
        return witnesses;
    }

    /** How many witnesses are a majority. */
    public int witnessMajority() {
        return witnesses.size() / 2 + 1;
    }

    /** Length of the leases. */
    public LeasePolicy leases() {
        return leases;
    }

    /** Logs that can acknowledge nothing any more, each with the version that first said so. */
    public Map<SiteLog, Long> fences() {
        return fences;
    }

    /** The assignments of a shard. */
    public Chain chainOf(ShardId shard) {
        return allotmentOf(shard).chain();
    }

    /** The site that is home of a shard. */
    public SiteId homeOf(ShardId shard) {
        return allotmentOf(shard).home();
    }

    /** The epoch of a shard's assignment. */
    public Epoch epochOf(ShardId shard) {
        return allotmentOf(shard).epoch();
    }

    /** All shards that a site is home of. */
    public ShardSet shardsHomedAt(SiteId site) {
        return allotments.stream()
                .filter(allotment -> allotment.home().equals(site))
                .map(Allotment::shards)
                .reduce(ShardSet.none(), ShardSet::union);
    }

    private Allotment allotmentOf(ShardId shard) {
        return Objects.requireNonNull(byShard[shard.value()]);
    }

    /**
     * Tells whether this table may replace an older one: its version is higher and, per shard, its
     * epoch is higher or epoch and home are the same.
     */
    public boolean mayReplace(RoutingTable older) {
        if (version <= older.version || !fleet.equals(older.fleet)) {
            return false;
        }
        for (var mine : allotments) {
            for (var theirs : older.allotments) {
                var same = mine.epoch().equals(theirs.epoch()) && mine.home().equals(theirs.home());
                if (!same
                        && !mine.epoch().isAfter(theirs.epoch())
                        && mine.shards().intersects(theirs.shards())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Tells whether every shard's chain goes on from the one that an older table gives it. */
    public boolean continues(RoutingTable older) {
        return allotments.stream()
                .allMatch(mine ->
                        older.allotments.stream()
                                .filter(theirs -> mine.shards().intersects(theirs.shards()))
                                .allMatch(theirs -> mine.chain().continues(theirs.chain())));
    }

    /** The next table, in which one site's leases have another length. */
    public RoutingTable withTtl(SiteId site, long ttlMillis) {
        return new RoutingTable(
                fleet, version + 1, allotments, witnesses, leases.with(site, ttlMillis), fences);
    }

    /**
     * The next table, in which some shards have one assignment more.
     *
     * @throws IllegalArgumentException if one of the chains is full
     */
    public RoutingTable withAssignment(ShardSet shards, SiteId home, Set<SiteId> lost) {
        var next = new ArrayList<Allotment>();
        for (var allotment : allotments) {
            var kept = allotment.shards().minus(shards);
            var given = allotment.shards().intersection(shards);
            if (!kept.isEmpty()) {
                next.add(new Allotment(kept, allotment.chain()));
            }
            if (!given.isEmpty()) {
                var assignment = new Assignment(allotment.epoch().next(), home, lost);
                next.add(new Allotment(given, allotment.chain().then(assignment)));
            }
        }
        return new RoutingTable(fleet, version + 1, next, witnesses, leases, fences);
    }

    /** The next table, in which an operator's fence of a log is recorded. */
    public RoutingTable withFence(SiteLog log) {
        var next = new TreeMap<>(fences);
        next.put(log, version + 1);
        return new RoutingTable(fleet, version + 1, allotments, witnesses, leases, next);
    }

    /** The next table, in which the chains of some shards begin with their current assignment. */
    public RoutingTable withConfirmedOpening(ShardSet shards) {
        var next = new ArrayList<Allotment>();
        for (var allotment : allotments) {
            var kept = allotment.shards().minus(shards);
            var confirmed = allotment.shards().intersection(shards);
            if (!kept.isEmpty()) {
                next.add(new Allotment(kept, allotment.chain()));
            }
            if (!confirmed.isEmpty()) {
                next.add(new Allotment(confirmed, allotment.chain().since(allotment.epoch())));
            }
        }
        return new RoutingTable(fleet, version + 1, next, witnesses, leases, fences);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoutingTable table
                && version == table.version
                && fleet.equals(table.fleet)
                && allotments.equals(table.allotments)
                && witnesses.equals(table.witnesses)
                && leases.equals(table.leases)
                && fences.equals(table.fences);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fleet, version, allotments);
    }

    @Override
    public String toString() {
        return "table " + version + " of fleet " + fleet;
    }
}
