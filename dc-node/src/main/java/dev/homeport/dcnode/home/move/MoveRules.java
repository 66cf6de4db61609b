package dev.homeport.dcnode.home.move;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.function.Predicate;

/**
 * Which rules of moving homes hold. {@link #ALL} is what runs; {@link #without} is for the
 * simulator and for tests alone, which prove that each rule is needed by removing it. As immutable
 * and as thread-safe as what tells whether a rule is removed.
 */
public final class MoveRules {

    /** Every rule. */
    public static final MoveRules ALL = new MoveRules(_ -> false);

    private final Predicate<MoveRule> removed;

    private MoveRules(Predicate<MoveRule> removed) {
        this.removed = removed;
    }

    /** All rules but some: unsafe, and only for the simulator and tests. */
    public static MoveRules without(MoveRule... rules) {
        var removed = EnumSet.noneOf(MoveRule.class);
        Collections.addAll(removed, rules);
        return new MoveRules(removed::contains);
    }

    /**
     * As {@link #without(MoveRule...)}, but asks at each question, so that a rule can come and go.
     */
    public static MoveRules without(Predicate<MoveRule> removed) {
        return new MoveRules(removed);
    }

    /** Tells whether a rule holds. */
    public boolean hold(MoveRule rule) {
        return !removed.test(rule);
    }

    @Override
    public String toString() {
        var without = Arrays.stream(MoveRule.values()).filter(removed).toList();
        return without.isEmpty() ? "all rules" : "all rules without " + without;
    }
}
