package dev.homeport.dcnode.home.move;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which rules of moving homes hold. {@link #ALL} is what runs; {@link #without} is for the
 * simulator and for tests alone, which prove that each rule is needed by removing it. Immutable.
 */
public final class MoveRules {

    /** Every rule. */
    public static final MoveRules ALL = new MoveRules(EnumSet.noneOf(MoveRule.class));

    private final Set<MoveRule> removed;

    private MoveRules(Set<MoveRule> removed) {
        this.removed = removed;
    }

    /** All rules but some: unsafe, and only for the simulator and tests. */
    public static MoveRules without(MoveRule... rules) {
        var removed = EnumSet.noneOf(MoveRule.class);
        Collections.addAll(removed, rules);
        return new MoveRules(removed);
    }

    /** Tells whether a rule holds. */
    public boolean hold(MoveRule rule) {
        return !removed.contains(rule);
    }

    @Override
    public String toString() {
        return removed.isEmpty() ? "all rules" : "all rules without " + removed;
    }
}
