package dev.homeport.drills.run;

import java.util.List;

/** A step in the journal of a {@link DrillMachine}. Immutable. */
public sealed interface DrillStep {

    /**
     * It was made and has begun.
     *
     * @param script its phases
     * @param nowNanos when it began
     * @param effects what was to be done
     */
    record Began(DrillScript script, long nowNanos, List<DrillEffect> effects)
            implements DrillStep {

        /** Makes it. */
        public Began {
            effects = List.copyOf(effects);
        }
    }

    /**
     * It took an input.
     *
     * @param input what it took
     * @param nowNanos when
     * @param effects what was to be done
     */
    record Took(DrillInput input, long nowNanos, List<DrillEffect> effects) implements DrillStep {

        /** Makes it. */
        public Took {
            effects = List.copyOf(effects);
        }
    }

    /** What was to be done. */
    List<DrillEffect> effects();
}
