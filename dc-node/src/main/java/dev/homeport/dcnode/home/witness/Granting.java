package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How a witness answers one ask. An ask for shards that another site still holds is parked for a
 * third of the lease's length, so that a planned move pays one way and not a round trip; there is
 * at most one parked ask per holder.
 */
final class Granting {

    private static final int MOST_PARKED = 64;

    private record Parked(LeaseAsk ask, ShardSet blocked, long untilNanos) {}

    private final SiteId self;
    private final long headroom;
    private final LeaseRules rules;
    private final TreeMap<HolderId, Parked> parked = new TreeMap<>();

    Granting(SiteId self, long headroom, LeaseRules rules) {
        this.self = self;
        this.headroom = headroom;
        this.rules = rules;
    }

    void answer(
            LeaseAsk ask,
            boolean ready,
            Memory memory,
            Footprints footprints,
            long nowNanos,
            List<WitnessEffect> effects) {
        var table = memory.table();
        if (!ready || table == null) {
            effects.add(answer(ask, new LeaseAnswer.NotReady()));
            return;
        }
        var refusal = refusal(ask, table);
        if (refusal.isPresent()) {
            effects.add(answer(ask, refusal.get()));
            return;
        }
        if (memory.isLate(ask.holder(), ask.sequence())) {
            return;
        }
        var standsOn = rules.hold(LeaseRule.REFUSE_OLDER_TABLE) ? table : ask.table();
        take(ask, standsOn, footprints, nowNanos);
        memory.sequence(ask.holder(), ask.sequence());
        grant(ask, ask.wanted(), standsOn, memory, footprints, nowNanos, effects);
        memory.forgetSequences(footprints, ask.holder());
        answerParked(memory, footprints, nowNanos, effects);
    }

    private Optional<LeaseAnswer.Outcome> refusal(LeaseAsk ask, RoutingTable table) {
        if (!ask.table().fleet().equals(table.fleet())) {
            return Optional.of(
                    new LeaseAnswer.Refused(
                            "fleet: the ask is of fleet "
                                    + ask.table().fleet()
                                    + ", this witness of "
                                    + table.fleet()));
        }
        if (ask.table().version() < table.version()) {
            return rules.hold(LeaseRule.REFUSE_OLDER_TABLE)
                    ? Optional.of(new LeaseAnswer.NewerTable(table))
                    : Optional.empty();
        }
        return ask.table().equals(table)
                ? Optional.empty()
                : Optional.of(
                        new LeaseAnswer.Refused(
                                "table: version "
                                        + ask.table().version()
                                        + " of the ask does not follow from version "
                                        + table.version()
                                        + " of this witness"));
    }

    /** Takes what the holder gives its word of. */
    private void take(LeaseAsk ask, RoutingTable table, Footprints footprints, long nowNanos) {
        var holder = ask.holder();
        footprints.dropExpired(nowNanos);
        footprints.dropOlderBoots(holder);
        footprints.giveUp(holder, ask.givenUp());
        if (ask.lowered()) {
            footprints.lower(holder, table.leases().ttlMillis(holder.site()), nowNanos);
        }
        footprints.close(holder.site(), table);
    }

    private void grant(
            LeaseAsk ask,
            ShardSet wanted,
            RoutingTable table,
            Memory memory,
            Footprints footprints,
            long nowNanos,
            List<WitnessEffect> effects) {
        var holder = ask.holder();
        var ttlMillis = table.leases().ttlMillis(holder.site());
        var eligible = wanted.intersection(table.shardsHomedAt(holder.site()));
        var blocked = footprints.blocked(holder.site(), eligible, table);
        var granted = eligible.minus(blocked);
        if (!granted.isEmpty()) {
            footprints.record(holder, granted, table, ttlMillis, nowNanos);
            memory.ceiling(holder.log(), ask.floor().offset() + headroom);
        }
        if (blocked.isEmpty()) {
            parked.remove(holder);
        } else if (parked.size() < MOST_PARKED || parked.containsKey(holder)) {
            var until = nowNanos + TimeUnit.MILLISECONDS.toNanos(ttlMillis) / 3;
            parked.put(holder, new Parked(ask, blocked, until));
        }
        effects.add(answer(ask, new LeaseAnswer.Granted(granted, blocked, ttlMillis, headroom)));
    }

    /** Grants parked asks what has come free. */
    void answerParked(
            Memory memory, Footprints footprints, long nowNanos, List<WitnessEffect> effects) {
        var table = memory.table();
        if (table == null) {
            return;
        }
        parked.values().removeIf(p -> p.untilNanos() <= nowNanos || !p.ask().table().equals(table));
        for (var entry : List.copyOf(parked.entrySet())) {
            var waiting = entry.getValue();
            var site = entry.getKey().site();
            var still = footprints.blocked(site, waiting.blocked(), table);
            if (!still.equals(waiting.blocked())) {
                grant(
                        waiting.ask(),
                        waiting.blocked(),
                        table,
                        memory,
                        footprints,
                        nowNanos,
                        effects);
            }
        }
    }

    private WitnessEffect.Answer answer(LeaseAsk ask, LeaseAnswer.Outcome outcome) {
        return new WitnessEffect.Answer(
                new LeaseAnswer(self, ask.holder(), ask.sequence(), StoreNumber.ZERO, outcome));
    }
}
