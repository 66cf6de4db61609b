package dev.homeport.dcnode.home.holder;

import dev.homeport.dcnode.home.lease.LeaseAnswer;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a holder knows of one witness: its grants, its unanswered asks, its last store number. */
final class WitnessView {

    /** Unanswered asks older than the newest so many are taken for lost. */
    private static final int MOST_UNANSWERED = 32;

    /** Past so many grants the one that ends first is dropped: that only shortens a lease. */
    private static final int MOST_GRANTS = 16;

    private final LeaseRules rules;
    private final TreeMap<Long, SentAsk> unanswered = new TreeMap<>();
    private final List<Grant> grants = new ArrayList<>();
    private StoreNumber heard = StoreNumber.ZERO;
    private boolean owesWord;
    private boolean owesReturn;

    WitnessView(LeaseRules rules) {
        this.rules = rules;
    }

    StoreNumber heard() {
        return heard;
    }

    /** Whether the witness has yet to hear that the holder has lowered its expiry. */
    boolean owesWord() {
        return owesWord;
    }

    /** Whether the witness has yet to hear that the holder gives everything back. */
    boolean owesReturn() {
        return owesReturn;
    }

    void sent(long sequence, SentAsk ask) {
        unanswered.put(sequence, ask);
        while (unanswered.size() > MOST_UNANSWERED) {
            unanswered.pollFirstEntry();
        }
    }

    void hear(StoreNumber number) {
        heard = StoreNumber.max(heard, number);
    }

    /** Counts a grant that answers one of the asks that were sent. */
    void count(long sequence, LeaseAnswer.Granted granted, ClockReading now) {
        var ask = unanswered.get(sequence);
        if (ask == null) {
            return;
        }
        switch (ask.word()) {
            case NONE -> {}
            case LOWERED -> owesWord = false;
            case RETURNED -> owesReturn = false;
        }
        var shards = granted.shards().intersection(ask.wanted());
        if (shards.isEmpty()) {
            return;
        }
        var ttlNanos = TimeUnit.MILLISECONDS.toNanos(granted.ttlMillis());
        var counted = rules.hold(LeaseRule.COUNT_FROM_SEND_TIME) ? ask.sent() : now;
        var until = counted.monotonicNanos() + ttlNanos - LeaseTiming.marginNanos(ttlNanos, rules);
        add(
                new Grant(
                        shards,
                        ask.table(),
                        counted,
                        ttlNanos,
                        Math.min(until, ask.limitNanos()),
                        ask.floor() + granted.headroom()));
    }

    private void add(Grant grant) {
        grants.removeIf(older -> older.isCoveredBy(grant));
        grants.add(grant);
        if (grants.size() > MOST_GRANTS) {
            grants.remove(
                    grants.stream().min(Comparator.comparingLong(Grant::untilNanos)).orElseThrow());
        }
    }

    void dropEnded(ClockReading now) {
        grants.removeIf(grant -> now.monotonicNanos() >= grant.untilNanos());
    }

    /** Lets nothing that was granted or asked for so far count past a time. */
    void lower(long limitNanos) {
        if (rules.hold(LeaseRule.LOWER_BEFORE_WORD)) {
            grants.replaceAll(grant -> grant.until(limitNanos));
            unanswered.replaceAll((sequence, ask) -> ask.until(limitNanos));
        }
        owesWord = true;
    }

    /** Lets nothing that was granted or asked for so far count any more. */
    void giveBack() {
        if (rules.hold(LeaseRule.DEPOSED_STOPS_BEFORE_GIVING_BACK)) {
            grants.clear();
            unanswered.replaceAll((sequence, ask) -> ask.without(ShardSet.all()));
        }
        owesWord = false;
        owesReturn = true;
    }

    /** The node leads again: what it asks for now supersedes what it owes. */
    void lead() {
        owesReturn = false;
    }

    /** The length of the longest grant that still counts, in nanoseconds. */
    long longestTtlNanos() {
        return grants.stream().mapToLong(Grant::ttlNanos).max().orElse(0);
    }

    /** Whether a grant counts under which this shard may be acknowledged up to an offset. */
    boolean standsBehind(SiteId site, ShardId shard, Epoch epoch, long offset, ClockReading now) {
        for (var grant : grants) {
            if (grant.ceiling() >= offset && grant.counts(site, shard, epoch, now, rules)) {
                return true;
            }
        }
        return false;
    }

    /** The shards of a table that are granted at the epochs which the table gives. */
    ShardSet granted(SiteId site, RoutingTable table, ClockReading now) {
        return grants.stream()
                .map(grant -> grant.counting(site, table, now, rules))
                .reduce(ShardSet.none(), ShardSet::union);
    }

    /** Monotonic time at which the last grant of a shard ends; now when there is none. */
    long endNanos(SiteId site, ShardId shard, Epoch epoch, ClockReading now) {
        return grants.stream()
                .filter(grant -> grant.counts(site, shard, epoch, now, rules))
                .mapToLong(Grant::untilNanos)
                .max()
                .orElse(now.monotonicNanos());
    }
}
