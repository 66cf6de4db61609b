package dev.homeport.drills.run;

import java.util.List;

/** What is to be done for a drill. Immutable. */
public sealed interface DrillEffect {

    /**
     * The work of a phase is to be begun; its end is an input.
     *
     * @param phase the phase
     */
    record Begin(DrillPhase phase) implements DrillEffect {}

    /**
     * Whatever is being worked at is to be broken off, the load is to end, and everything that was
     * changed is to be undone, however long that takes.
     */
    record Restore() implements DrillEffect {}

    /**
     * It is over.
     *
     * @param end how
     * @param reasons why, if it is not done
     */
    record Finish(DrillEnd end, List<String> reasons) implements DrillEffect {

        /** Makes an end. */
        public Finish {
            reasons = List.copyOf(reasons);
        }
    }
}
