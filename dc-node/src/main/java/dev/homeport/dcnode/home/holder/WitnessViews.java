package dev.homeport.dcnode.home.holder;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LeaseTiming;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the witnesses have granted to one holder, and what a majority of them stands behind. */
final class WitnessViews {

    private final SiteId site;
    private final LeaseRules rules;
    private final TreeMap<SiteId, WitnessView> views = new TreeMap<>();
    private final int needed;

    WitnessViews(SiteId site, Set<SiteId> witnesses, LeaseRules rules) {
        this.site = site;
        this.rules = rules;
        witnesses.forEach(witness -> views.put(witness, new WitnessView(rules)));
        var majority = witnesses.size() / 2 + 1;
        this.needed =
                rules.hold(LeaseRule.MAJORITY_OF_WITNESSES) ? majority : Math.max(1, majority - 1);
    }

    @Nullable WitnessView get(SiteId witness) {
        return views.get(witness);
    }

    void forEach(BiConsumer<SiteId, WitnessView> action) {
        views.forEach(action);
    }

    /** The last store number that was heard of each. */
    Map<SiteId, StoreNumber> heard() {
        var heard = new TreeMap<SiteId, StoreNumber>();
        views.forEach((name, view) -> heard.put(name, view.heard()));
        return heard;
    }

    /** Lets no longer grant count past what a lease of this length, taken now, would. */
    void lowerTo(long ttlNanos, ClockReading now) {
        var limit = now.monotonicNanos() + ttlNanos - LeaseTiming.marginNanos(ttlNanos, rules);
        for (var view : views.values()) {
            if (view.longestTtlNanos() > ttlNanos) {
                view.lower(limit);
            }
        }
    }

    boolean oweReturn() {
        return views.values().stream().anyMatch(WitnessView::owesReturn);
    }

    long longestTtlNanos() {
        return views.values().stream().mapToLong(WitnessView::longestTtlNanos).max().orElse(0);
    }

    boolean mayAcknowledge(ShardId shard, Epoch epoch, long offset, ClockReading now) {
        var bound = rules.hold(LeaseRule.CEILING_BOUNDS_ACKNOWLEDGEMENT) ? offset : 0;
        var behind = 0;
        for (var view : views.values()) {
            if (view.standsBehind(site, shard, epoch, bound, now)) {
                behind++;
            }
        }
        return behind >= needed;
    }

    ShardSet held(RoutingTable table, ClockReading now) {
        // heldBy[k]: the shards that at least k of the witnesses seen so far stand behind.
        var heldBy = new ShardSet[needed + 1];
        Arrays.fill(heldBy, ShardSet.none());
        heldBy[0] = table.shardsHomedAt(site);
        for (var view : views.values()) {
            var granted = view.granted(site, table, now);
            for (var k = needed; k > 0; k--) {
                heldBy[k] = heldBy[k].union(heldBy[k - 1].intersection(granted));
            }
        }
        return heldBy[needed];
    }

    long remainingNanos(ShardId shard, Epoch epoch, ClockReading now) {
        var ends =
                views.values().stream()
                        .mapToLong(view -> view.endNanos(site, shard, epoch, now))
                        .sorted()
                        .toArray();
        return ends[ends.length - needed] - now.monotonicNanos();
    }
}
