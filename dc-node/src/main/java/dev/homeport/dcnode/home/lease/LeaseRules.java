package dev.homeport.dcnode.home.lease;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.function.Predicate;

/**
 * Which rules of the protocol hold. {@link #ALL} is what runs; {@link #without} is for the
 * simulator and for tests alone, which prove that each rule is needed by removing it. As immutable
 * and as thread-safe as what tells whether a rule is removed.
 */
public final class LeaseRules {

    /** Every rule: the protocol as it is. */
    public static final LeaseRules ALL = new LeaseRules(_ -> false);

    private final Predicate<LeaseRule> removed;

    private LeaseRules(Predicate<LeaseRule> removed) {
        this.removed = removed;
    }

    /** The protocol with rules removed: unsafe, and only for the simulator and tests. */
    public static LeaseRules without(LeaseRule... rules) {
        var removed = EnumSet.noneOf(LeaseRule.class);
        Collections.addAll(removed, rules);
        return new LeaseRules(removed::contains);
    }

    /**
     * As {@link #without(LeaseRule...)}, but asks at each question, so that a rule can come and go.
     */
    public static LeaseRules without(Predicate<LeaseRule> removed) {
        return new LeaseRules(removed);
    }

    /** Tells whether a rule holds. */
    public boolean hold(LeaseRule rule) {
        return !removed.test(rule);
    }

    @Override
    public String toString() {
        var without = Arrays.stream(LeaseRule.values()).filter(removed).toList();
        return without.isEmpty() ? "all rules" : "all rules without " + without;
    }
}
