package dev.homeport.dcnode.home.holder;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LeaseTiming;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;

/**
 * One witness's grant, as its holder counts it.
 *
 * @param shards the shards that it covers
 * @param table the table at which it was asked for: it counts only for that table's epochs
 * @param counted both clocks when the ask was sent
 * @param ttlNanos length of the grant
 * @param untilNanos the holder's monotonic time at which it stops counting
 * @param ceiling the highest offset that may be acknowledged under it
 */
record Grant(
        ShardSet shards,
        RoutingTable table,
        ClockReading counted,
        long ttlNanos,
        long untilNanos,
        long ceiling) {

    boolean counts(SiteId site, ShardId shard, Epoch epoch, ClockReading now, LeaseRules rules) {
        return shards.contains(shard)
                && table.homeOf(shard).equals(site)
                && (table.epochOf(shard).equals(epoch)
                        || !rules.hold(LeaseRule.GRANT_COUNTS_FOR_ITS_EPOCH))
                && isAlive(now, rules);
    }

    /** The shards that this grant counts for at the epochs of a table, perhaps another than its. */
    ShardSet counting(SiteId site, RoutingTable other, ClockReading now, LeaseRules rules) {
        if (!isAlive(now, rules)) {
            return ShardSet.none();
        }
        var anyEpoch = !rules.hold(LeaseRule.GRANT_COUNTS_FOR_ITS_EPOCH);
        var counting = ShardSet.none();
        for (var mine : table.allotments()) {
            for (var theirs : other.allotments()) {
                if (mine.home().equals(site)
                        && theirs.home().equals(site)
                        && (anyEpoch || mine.epoch().equals(theirs.epoch()))) {
                    counting = counting.union(mine.shards().intersection(theirs.shards()));
                }
            }
        }
        return counting.intersection(shards);
    }

    boolean isAlive(ClockReading now, LeaseRules rules) {
        return now.monotonicNanos() < untilNanos
                && !(rules.hold(LeaseRule.SUSPENSION_VOIDS)
                        && LeaseTiming.suspended(counted, now, ttlNanos));
    }

    /** Whether this grant adds nothing to a newer one. */
    boolean isCoveredBy(Grant newer) {
        return newer.untilNanos >= untilNanos
                && newer.ceiling >= ceiling
                && newer.table.equals(table)
                && newer.shards.containsAll(shards);
    }

    Grant without(ShardSet givenUp) {
        return new Grant(shards.minus(givenUp), table, counted, ttlNanos, untilNanos, ceiling);
    }

    Grant until(long limitNanos) {
        return limitNanos >= untilNanos
                ? this
                : new Grant(shards, table, counted, ttlNanos, limitNanos, ceiling);
    }
}
