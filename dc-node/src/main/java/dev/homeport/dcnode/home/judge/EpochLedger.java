package dev.homeport.dcnode.home.judge;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The open and closed epochs of every shard, as one origin's stream says by its openings and
 * closings. Stepped in stream order it is the same on every replica and at every site.
 *
 * <p>Not thread-safe: it belongs to the thread that applies the log.
 */
public final class EpochLedger {

    private static final int WORDS_PER_SHARD = 2;

    private final LeaseRules rules;

    /** Per shard the epoch that is open, 0 for none. */
    private final long[] open;

    /** Per shard the lowest epoch that may still be opened: everything below is over. */
    private final long[] next;

    private long changes;

    /** Makes a ledger in which nothing was opened yet. */
    public EpochLedger(LeaseRules rules) {
        this.rules = rules;
        this.open = new long[ShardId.COUNT];
        this.next = new long[ShardId.COUNT];
        Arrays.fill(next, Epoch.FIRST.value());
    }

    /**
     * Takes an opening for those of the shards whose epoch may still be opened.
     *
     * @return the shards that are now open at the epoch; the others had an opening or a closing of
     *     the same or a later epoch, which refuses this one
     */
    public ShardSet open(ShardSet shards, Epoch epoch) {
        var opened = openable(shards, epoch);
        changes++;
        opened.stream()
                .forEach(shard -> {
                    open[shard] = epoch.value();
                    next[shard] = Math.max(next[shard], epoch.value() + 1);
                });
        return opened;
    }

    /** The shards of a set that an opening at an epoch would open now. */
    public ShardSet openable(ShardSet shards, Epoch epoch) {
        return shards.filter(
                shard -> next[shard] <= epoch.value() || !rules.hold(LeaseRule.OPENING_ONLY_ONCE));
    }

    /** Takes a closing of everything below an epoch, opened here or not, heard of or not. */
    public void closeBelow(ShardSet shards, Epoch epoch) {
        changes++;
        shards.stream()
                .forEach(shard -> {
                    next[shard] = Math.max(next[shard], epoch.value());
                    if (open[shard] < epoch.value()) {
                        open[shard] = 0;
                    }
                });
    }

    /** Tells whether an entry of a shard that carries an epoch is effective at this point. */
    public boolean isEffective(ShardId shard, Epoch epoch) {
        if (!rules.hold(LeaseRule.JUDGE_CHECKS_EPOCH)) {
            return true;
        }
        return epoch.isAfter(Epoch.NONE) && open[shard.value()] == epoch.value();
    }

    /** Grows with every opening and closing: what was derived at the same number still holds. */
    public long changes() {
        return changes;
    }

    /** The epoch at which a shard is open, {@link Epoch#NONE} when it is closed. */
    public Epoch openEpoch(ShardId shard) {
        return new Epoch(open[shard.value()]);
    }

    /** The open shards by the epoch at which they are open. */
    public SortedMap<Epoch, ShardSet> byOpenEpoch() {
        var byEpoch = byEpoch(open);
        byEpoch.remove(Epoch.NONE);
        return byEpoch;
    }

    /** All shards by the lowest epoch that may still be opened: everything below is over. */
    public SortedMap<Epoch, ShardSet> byNextEpoch() {
        return byEpoch(next);
    }

    private static SortedMap<Epoch, ShardSet> byEpoch(long[] epochs) {
        var shards = new TreeMap<Epoch, ShardSet>();
        Arrays.stream(epochs)
                .distinct()
                .forEach(epoch ->
                        shards.put(
                                new Epoch(epoch),
                                ShardSet.all().filter(shard -> epochs[shard] == epoch)));
        return shards;
    }

    private boolean opensBelow(int shard, long epoch) {
        return open[shard] != 0 && open[shard] < epoch;
    }

    /** The shards of a set that have an epoch below the given one which is not over. */
    public ShardSet notClosedBelow(ShardSet shards, Epoch epoch) {
        var below = epoch.value();
        return shards.filter(shard -> next[shard] < below || opensBelow(shard, below));
    }

    /** The shards of a set of which every epoch below the given one is over. */
    public ShardSet closedBelow(ShardSet shards, Epoch epoch) {
        return shards.minus(notClosedBelow(shards, epoch));
    }

    /** The shards of a set that are closed and whose next opening can be at the given epoch. */
    public ShardSet awaitingOpening(ShardSet shards, Epoch epoch) {
        return shards.filter(shard -> next[shard] == epoch.value() && open[shard] == 0);
    }

    /** Tells whether every epoch that a table has ended is over in this stream. */
    public boolean hasClosedAllEndedBy(RoutingTable table) {
        return table.allotments().stream()
                .allMatch(a -> notClosedBelow(a.shards(), a.epoch()).isEmpty());
    }

    /** The whole ledger, in the form that {@link #restore} reads. */
    public long[] toArray() {
        var all = new long[WORDS_PER_SHARD * ShardId.COUNT];
        System.arraycopy(open, 0, all, 0, ShardId.COUNT);
        System.arraycopy(next, 0, all, ShardId.COUNT, ShardId.COUNT);
        return all;
    }

    /** The form that {@link #restore} reads, of what the ledger says by epochs. */
    public static long[] array(Map<Epoch, ShardSet> byOpenEpoch, Map<Epoch, ShardSet> byNextEpoch) {
        var all = new long[WORDS_PER_SHARD * ShardId.COUNT];
        byOpenEpoch.forEach(
                (epoch, shards) -> shards.stream().forEach(shard -> all[shard] = epoch.value()));
        byNextEpoch.forEach((epoch, shards) ->
                shards.stream().forEach(shard -> all[ShardId.COUNT + shard] = epoch.value()));
        return all;
    }

    /**
     * Puts the ledger into a state that {@link #toArray} gave.
     *
     * @throws IllegalArgumentException if the array has not the length of one
     */
    public void restore(long[] all) {
        if (all.length != WORDS_PER_SHARD * ShardId.COUNT) {
            throw new IllegalArgumentException(
                    "ledger: has "
                            + all.length
                            + " words, a ledger has "
                            + WORDS_PER_SHARD * ShardId.COUNT);
        }
        changes++;
        System.arraycopy(all, 0, open, 0, ShardId.COUNT);
        System.arraycopy(all, ShardId.COUNT, next, 0, ShardId.COUNT);
    }
}
