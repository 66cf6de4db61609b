package dev.homeport.controlplane.deliberation;

import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.takeover.Automation;
import java.util.List;

/**
 * A step in the journal of what a replica decides while it leads; each says all that it was decided
 * on, the state too. Immutable and thread-safe.
 */
public sealed interface ControlStep {

    /**
     * A question had a ruling.
     *
     * @param state what stood
     * @param question what was asked, with what was known
     * @param ruling what was decided
     */
    record Ruled(ControlState state, Question question, Ruling ruling) implements ControlStep {}

    /**
     * Something was due about sites that are lost.
     *
     * @param state what stood
     * @param health how sites were doing
     * @param by who decided
     * @param steps what was due
     */
    record Proposed(ControlState state, FleetHealth health, String by, List<Automation.Step> steps)
            implements ControlStep {

        /** Makes it. */
        public Proposed {
            steps = List.copyOf(steps);
        }
    }

    /** What is decided now on the same. */
    default Object again() {
        return switch (this) {
            case Ruled(var state, var question, var _) -> question.decide(state);
            case Proposed(var state, var health, var by, var _) ->
                    Automation.propose(state, health, by);
        };
    }

    /** What was decided then. */
    default Object recorded() {
        return switch (this) {
            case Ruled ruled -> ruled.ruling();
            case Proposed proposed -> proposed.steps();
        };
    }
}
