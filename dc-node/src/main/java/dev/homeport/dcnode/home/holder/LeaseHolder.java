package dev.homeport.dcnode.home.holder;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LeaseTiming;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A node's side of the lease protocol: asks every witness while the node leads its site's log,
 * counts their grants, and says whether a write that was committed and judged may be acknowledged.
 *
 * <p>A pure state machine: it reads no clock, sends nothing and is stepped by one thread at a time.
 * Its questions ({@link #mayAcknowledge}) change nothing and may be asked by the same thread.
 *
 * <p>The lease idea is that of Gray and Cheriton, "Leases: an efficient fault-tolerant mechanism
 * for distributed file cache consistency" (SOSP 1989); the majority of witnesses, the epochs and
 * the rules of {@link LeaseRule} are Homeport's.
 */
public final class LeaseHolder {

    private final HolderId self;
    private final LeaseRules rules;
    private final WitnessViews witnesses;
    private RoutingTable newest;
    private RoutingTable askable;
    private long closedThrough;
    private LogMark end = LogMark.START;
    private boolean leading;
    private long sequence;
    private long nextRenewalNanos = Long.MIN_VALUE;
    private long returnUntilNanos = Long.MIN_VALUE;

    /**
     * Makes a holder that has no lease.
     *
     * @param self which boot of which node this is
     * @param table a table of the fleet; an old one is handed the newer by the first witness
     * @param rules the rules of the protocol
     */
    public LeaseHolder(HolderId self, RoutingTable table, LeaseRules rules) {
        this.self = self;
        this.rules = rules;
        this.newest = table;
        this.askable = table;
        this.closedThrough = 0;
        this.witnesses = new WitnessViews(self.site(), table.witnesses(), rules);
    }

    /** Which boot of which node this is. */
    public HolderId self() {
        return self;
    }

    /** The newest table that this node knows. */
    public RoutingTable table() {
        return newest;
    }

    /** Whether the node believes that it leads its site's log. */
    public boolean isLeading() {
        return leading;
    }

    /** Whether a witness has yet to take back what this node has given up. */
    public boolean owesReturn() {
        return witnesses.oweReturn();
    }

    /**
     * Takes one input.
     *
     * @param input what happened
     * @param now both clocks when it happened
     * @return what is to be done, in order
     */
    public List<HolderEffect> step(HolderInput input, ClockReading now) {
        var effects = new ArrayList<HolderEffect>();
        switch (input) {
            case HolderInput.Led() -> {
                leading = true;
                witnesses.forEach((_, witness) -> witness.lead());
                ask(now, effects);
            }
            case HolderInput.Deposed() -> giveBack(now, effects);
            case HolderInput.TableLearned(var table) -> learn(table, now, effects);
            case HolderInput.LogAdvanced(var closed, var newEnd) ->
                    advance(closed, newEnd, now, effects);
            case HolderInput.Answered(var answer) -> hear(answer, now, effects);
            case HolderInput.Tick() -> tick(now, effects);
        }
        return effects;
    }

    private void learn(RoutingTable table, ClockReading now, List<HolderEffect> effects) {
        if (!table.mayReplace(newest)) {
            return;
        }
        newest = table;
        witnesses.lowerTo(ttlNanos(newest), now);
        promote(now, effects);
    }

    /** Asks at the newest table as soon as the site log has closed what that table ended. */
    private void promote(ClockReading now, List<HolderEffect> effects) {
        var closed = closedThrough >= newest.version();
        if (askable.version() < newest.version()
                && (closed || !rules.hold(LeaseRule.CLOSE_BEFORE_ASKING))) {
            askable = newest;
            if (leading) {
                ask(now, effects);
            }
        }
    }

    private void advance(
            long closed, LogMark newEnd, ClockReading now, List<HolderEffect> effects) {
        closedThrough = Math.max(closedThrough, closed);
        end = LogMark.max(end, newEnd);
        promote(now, effects);
    }

    private void tick(ClockReading now, List<HolderEffect> effects) {
        witnesses.forEach((_, witness) -> witness.dropEnded(now));
        if (now.monotonicNanos() < nextRenewalNanos) {
            return;
        }
        if (leading) {
            ask(now, effects);
        } else if (now.monotonicNanos() < returnUntilNanos) {
            sendReturns(now, effects);
        }
    }

    private void ask(ClockReading now, List<HolderEffect> effects) {
        if (!mayAskAt(askable)) {
            return;
        }
        nextRenewalNanos =
                now.monotonicNanos()
                        + LeaseTiming.renewalNanos(askable.leases().ttlMillis(self.site()));
        var wanted = askable.shardsHomedAt(self.site());
        var heard = witnesses.heard();
        sequence++;
        witnesses.forEach((name, witness) -> {
            // The word is true of an ask at the table whose shorter length was lowered to.
            var lowered = witness.owesWord() && askable.version() == newest.version();
            witness.sent(
                    sequence,
                    SentAsk.of(
                            now,
                            askable,
                            wanted,
                            end.offset(),
                            lowered ? SentAsk.Word.LOWERED : SentAsk.Word.NONE));
            effects.add(
                    new HolderEffect.Send(
                            name,
                            new LeaseAsk(
                                    self,
                                    sequence,
                                    askable,
                                    wanted,
                                    ShardSet.none(),
                                    lowered,
                                    end,
                                    heard)));
        });
    }

    private boolean mayAskAt(RoutingTable table) {
        return closedThrough >= table.version() || !rules.hold(LeaseRule.CLOSE_BEFORE_ASKING);
    }

    private void giveBack(ClockReading now, List<HolderEffect> effects) {
        if (!leading) {
            return;
        }
        leading = false;
        returnUntilNanos = now.monotonicNanos() + witnesses.longestTtlNanos();
        witnesses.forEach((_, witness) -> witness.giveBack());
        sendReturns(now, effects);
    }

    private void sendReturns(ClockReading now, List<HolderEffect> effects) {
        nextRenewalNanos =
                now.monotonicNanos()
                        + LeaseTiming.renewalNanos(askable.leases().ttlMillis(self.site()));
        sequence++;
        var heard = witnesses.heard();
        witnesses.forEach((name, witness) -> {
            if (witness.owesReturn()) {
                witness.sent(
                        sequence,
                        SentAsk.of(now, askable, ShardSet.none(), 0, SentAsk.Word.RETURNED));
                effects.add(
                        new HolderEffect.Send(
                                name,
                                new LeaseAsk(
                                        self,
                                        sequence,
                                        askable,
                                        ShardSet.none(),
                                        ShardSet.all(),
                                        false,
                                        end,
                                        heard)));
            }
        });
    }

    private void hear(LeaseAnswer answer, ClockReading now, List<HolderEffect> effects) {
        var witness = witnesses.get(answer.witness());
        if (witness == null || !answer.holder().equals(self)) {
            return;
        }
        witness.hear(answer.number());
        switch (answer.outcome()) {
            case LeaseAnswer.Granted granted -> witness.count(answer.sequence(), granted, now);
            case LeaseAnswer.NewerTable(var table) -> {
                if (table.mayReplace(newest)) {
                    effects.add(new HolderEffect.TableFound(table));
                    learn(table, now, effects);
                }
            }
            case LeaseAnswer.NotReady(), LeaseAnswer.Refused(var _) -> {}
        }
    }

    /**
     * Tells whether a write may be acknowledged that was committed and found effective.
     *
     * @param shard the write's shard
     * @param epoch the epoch at which it is effective
     * @param offset its offset in the site's own stream
     * @param now both clocks at the moment of acknowledgement
     */
    public boolean mayAcknowledge(ShardId shard, Epoch epoch, long offset, ClockReading now) {
        return witnesses.mayAcknowledge(shard, epoch, offset, now);
    }

    /**
     * The shards for which this node holds the lease, at the epochs that a table gives: what a home
     * read asks after its barrier, and an opening after a loss before it opens.
     */
    public ShardSet held(RoutingTable table, ClockReading now) {
        return witnesses.held(table, now);
    }

    /**
     * How long this node may go on acknowledging writes of a shard if it reaches no witness any
     * more: what is left of the isolation budget.
     *
     * @return nanoseconds, 0 when no lease is held
     */
    public long remainingNanos(ShardId shard, Epoch epoch, ClockReading now) {
        return witnesses.remainingNanos(shard, epoch, now);
    }

    private long ttlNanos(RoutingTable table) {
        return TimeUnit.MILLISECONDS.toNanos(table.leases().ttlMillis(self.site()));
    }
}
