package dev.homeport.dcnode.home.lease;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which rules of the protocol hold. {@link #ALL} is what runs; {@link #without} is for the
 * simulator and for tests alone, which prove that each rule is needed by removing it. Immutable.
 */
public final class LeaseRules {

    /** Every rule: the protocol as it is. */
    public static final LeaseRules ALL = new LeaseRules(EnumSet.noneOf(LeaseRule.class));

    private final Set<LeaseRule> removed;

    private LeaseRules(Set<LeaseRule> removed) {
        this.removed = removed;
    }

    /** The protocol with rules removed: unsafe, and only for the simulator and tests. */
    public static LeaseRules without(LeaseRule... rules) {
        var removed = EnumSet.noneOf(LeaseRule.class);
        Collections.addAll(removed, rules);
        return new LeaseRules(removed);
    }

    /** Tells whether a rule holds. */
    public boolean hold(LeaseRule rule) {
        return !removed.contains(rule);
    }

    @Override
    public String toString() {
        return removed.isEmpty() ? "all rules" : "all rules without " + removed;
    }
}
