package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.WitnessState.Standing;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Objects;

/** What a witness keeps on its disk, as it is in memory between two writes. */
final class Store {

    private final SiteId self;
    private final LeaseRules rules;
    private final Footprints footprints;
    private Memory memory;
    private Standing standing;
    private StoreNumber number;
    private boolean dirty;

    Store(SiteId self, WitnessState state, LeaseRules rules) {
        this.self = self;
        this.rules = rules;
        this.footprints = new Footprints(rules);
        this.memory = new Memory(state);
        this.standing = state.standing();
        this.number = state.number();
        footprints.takeFromDisk(state.holdings(), 0);
    }

    WitnessState state() {
        return memory.state(standing, number, footprints);
    }

    Memory memory() {
        return memory;
    }

    Footprints footprints() {
        return footprints;
    }

    Standing standing() {
        return standing;
    }

    void stand(Standing next) {
        standing = next;
    }

    StoreNumber number() {
        return number;
    }

    void number(StoreNumber next) {
        number = next;
    }

    /** Whether somebody has heard of a later state than this one. */
    boolean isBehind(StoreNumber heardOfMe) {
        return rules.hold(LeaseRule.NUMBERS_FIND_RESTORED)
                && standing != Standing.EMPTY
                && heardOfMe.compareTo(number) > 0;
    }

    /** The longest lease that may have been granted and forgotten, in milliseconds. */
    long longestTtlMillis() {
        var table = Objects.requireNonNull(memory.table(), "a witness that waits knows a table");
        return rules.hold(LeaseRule.LONGEST_TTL_EVER)
                ? table.leases().longestTtlMillis()
                : table.leases().ttlMillis().values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow();
    }

    /** Takes a newer table; tells whether it was one. */
    boolean adopt(RoutingTable table, List<WitnessEffect> effects) {
        var own = memory.table();
        if (own == null) {
            // What a single asker says teaches an empty witness nothing: a majority has to.
            if (standing == Standing.EMPTY) {
                return false;
            }
            memory.take(table);
            return true;
        }
        if (table.mayReplace(own)) {
            memory.take(table);
            footprints.dropFenced(table);
            dirty = true;
            return true;
        }
        if (table.version() == own.version() && !table.equals(own)) {
            effects.add(
                    new WitnessEffect.Warn(
                            "two tables of version "
                                    + own.version()
                                    + " differ: the control plane has forked"));
        }
        return false;
    }

    /** The store is not the newest that this witness ever had: it counts for nothing. */
    void forget(List<WitnessEffect> effects) {
        effects.add(
                new WitnessEffect.Warn(
                        "the store of witness "
                                + self
                                + " was put back from an older copy (RESTORED): it has number "
                                + number
                                + ", but a later one was heard of; it rejoins empty"));
        footprints.clear();
        memory = new Memory(WitnessState.empty());
        standing = Standing.EMPTY;
        number = StoreNumber.ZERO;
        effects.add(new WitnessEffect.Persist(state()));
    }

    void persist(List<WitnessEffect> effects) {
        number = number.next();
        dirty = false;
        effects.add(new WitnessEffect.Persist(state()));
    }

    void persistIfDirty(List<WitnessEffect> effects) {
        if (dirty) {
            persist(effects);
        }
    }

    /** Puts the state ahead of the answers that depend on it. */
    void persistAhead(List<WitnessEffect> effects) {
        if (!rules.hold(LeaseRule.PERSIST_BEFORE_ANSWER)) {
            dirty = true;
            return;
        }
        number = number.next();
        dirty = false;
        effects.addFirst(new WitnessEffect.Persist(state()));
    }
}
