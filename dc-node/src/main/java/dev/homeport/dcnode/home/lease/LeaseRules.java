package dev.homeport.dcnode.home.lease;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which rules of the protocol hold. {@link #ALL} is what runs; {@link #without} is for the
 * simulator alone, which proves that each rule is needed by removing it. Immutable.
 */
public final class LeaseRules {

    /** Every rule: the protocol as it is. */
    public static final LeaseRules ALL = new LeaseRules(EnumSet.noneOf(LeaseRule.class));

    private final Set<LeaseRule> removed;

    private LeaseRules(Set<LeaseRule> removed) {
        this.removed = removed;
    }

    /** The protocol with one rule removed: unsafe, and only ever simulated. */
    public static LeaseRules without(LeaseRule rule) {
        return new LeaseRules(EnumSet.of(rule));
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
