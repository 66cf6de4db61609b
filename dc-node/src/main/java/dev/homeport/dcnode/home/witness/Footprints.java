package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The leases that a witness has granted and that may still be counted by somebody. The footprint of
 * a site is the union of its unexpired leases, whichever of its nodes holds them.
 */
final class Footprints {

    private record Lease(Holding holding, long untilNanos) {}

    private final LeaseRules rules;
    private List<Lease> leases = new ArrayList<>();

    Footprints(LeaseRules rules) {
        this.rules = rules;
    }

    /** Takes what was on disk for granted just before the boot. */
    void takeFromDisk(List<Holding> holdings, long bootNanos) {
        leases = new ArrayList<>();
        if (rules.hold(LeaseRule.RESTART_KEEPS_FOOTPRINTS)) {
            holdings.forEach(h -> leases.add(new Lease(h, bootNanos + ttlNanos(h.ttlMillis()))));
        }
    }

    void clear() {
        leases = new ArrayList<>();
    }

    List<Holding> holdings() {
        return leases.stream().map(Lease::holding).toList();
    }

    boolean isHeldBy(HolderId holder) {
        return leases.stream().anyMatch(lease -> lease.holding().holder().equals(holder));
    }

    /** Drops what has run out; tells whether there was anything. */
    boolean dropExpired(long nowNanos) {
        return leases.removeIf(lease -> lease.untilNanos() <= nowNanos);
    }

    /** Drops the leases of fenced logs that were granted before the fence was known. */
    void dropFenced(RoutingTable table) {
        leases.removeIf(lease -> {
            var since = table.fences().get(lease.holding().holder().log());
            return since != null
                    && (lease.holding().version() < since
                            || !rules.hold(LeaseRule.FENCE_DROPS_ONLY_OLDER));
        });
    }

    /** A newer boot of a node speaks for its older ones: they hold nothing any more. */
    void dropOlderBoots(HolderId holder) {
        leases.removeIf(lease -> holder.succeeds(lease.holding().holder()));
        if (!rules.hold(LeaseRule.FOOTPRINT_IS_UNION)) {
            leases.removeIf(lease ->
                    lease.holding().holder().site().equals(holder.site())
                            && !lease.holding().holder().equals(holder));
        }
        if (!rules.hold(LeaseRule.REFUSAL_ERASES_NOTHING)) {
            leases.removeIf(lease -> lease.holding().holder().equals(holder));
        }
    }

    void giveUp(HolderId holder, ShardSet shards) {
        if (!shards.isEmpty()) {
            change(holder, lease -> new Lease(lease.holding().without(shards), lease.untilNanos()));
        }
    }

    /** The holder's word that nothing of its counts for longer than a grant made now. */
    void lower(HolderId holder, long ttlMillis, long nowNanos) {
        var until = nowNanos + ttlNanos(ttlMillis);
        change(
                holder,
                lease ->
                        lease.untilNanos() <= until
                                ? lease
                                : new Lease(lease.holding().lasting(ttlMillis), until));
    }

    private void change(HolderId holder, UnaryOperator<Lease> change) {
        leases.replaceAll(
                lease -> lease.holding().holder().equals(holder) ? change.apply(lease) : lease);
        leases.removeIf(lease -> lease.holding().shards().isEmpty());
    }

    /**
     * Marks what a table takes away from a site as closed, in all leases of the site: an ask at the
     * table says that the site log has closed it.
     */
    void close(SiteId site, RoutingTable table) {
        var droppedInstead = !rules.hold(LeaseRule.CLOSED_LEASE_BLOCKS_TAKEOVER);
        leases.replaceAll(lease -> {
            var holding = lease.holding();
            if (!holding.holder().site().equals(site)) {
                return lease;
            }
            var ended = endedBy(table, holding);
            var marked = droppedInstead ? holding.without(ended) : holding.closing(ended);
            return new Lease(marked, lease.untilNanos());
        });
        leases.removeIf(lease -> lease.holding().shards().isEmpty());
    }

    private static ShardSet endedBy(RoutingTable table, Holding holding) {
        return table.allotments().stream()
                .filter(allotment -> allotment.epoch().isAfter(holding.epoch()))
                .map(allotment -> allotment.shards().intersection(holding.shards()))
                .reduce(ShardSet.none(), ShardSet::union);
    }

    /** The wanted shards that may not be granted to a site because another's footprint is there. */
    ShardSet blocked(SiteId site, ShardSet wanted, RoutingTable table) {
        var blocked = ShardSet.none();
        for (var lease : leases) {
            var holding = lease.holding();
            if (!holding.holder().site().equals(site) && holding.shards().intersects(wanted)) {
                blocked = blocked.union(blocking(holding, table).intersection(wanted));
            }
        }
        return blocked;
    }

    private static ShardSet blocking(Holding holding, RoutingTable table) {
        var blocking = holding.shards().minus(holding.closed());
        if (holding.closed().isEmpty()) {
            return blocking;
        }
        for (var allotment : table.allotments()) {
            if (allotment.chain().declaresLostAfter(holding.holder().site(), holding.epoch())) {
                blocking = blocking.union(holding.closed().intersection(allotment.shards()));
            }
        }
        return blocking;
    }

    /** Records a grant. What it does not replace stays until it runs out. */
    void record(HolderId holder, ShardSet granted, RoutingTable table, long ttlMillis, long now) {
        var until = now + ttlNanos(ttlMillis);
        for (var allotment : table.allotments()) {
            var shards = allotment.shards().intersection(granted);
            if (shards.isEmpty()) {
                continue;
            }
            var shortens = !rules.hold(LeaseRule.RENEWAL_NEVER_SHORTENS);
            leases.replaceAll(lease ->
                    lease.holding().holder().equals(holder)
                                    && lease.holding().epoch().equals(allotment.epoch())
                                    && (lease.untilNanos() <= until || shortens)
                            ? new Lease(lease.holding().without(shards), lease.untilNanos())
                            : lease);
            leases.removeIf(lease -> lease.holding().shards().isEmpty());
            leases.add(
                    new Lease(
                            new Holding(
                                    holder,
                                    allotment.epoch(),
                                    shards,
                                    ShardSet.none(),
                                    table.version(),
                                    ttlMillis),
                            until));
        }
    }

    private static long ttlNanos(long ttlMillis) {
        return TimeUnit.MILLISECONDS.toNanos(ttlMillis);
    }
}
