package dev.homeport.controlplane.deliberation;

import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.record.ControlState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Decides on questions and records what was decided on what. For one thread. */
public final class Deliberation {

    /** An open move is looked at ten times a second; what changes nothing is kept once in one. */
    static final long LOOK_MILLIS = 1_000;

    /** At most so many moves are remembered as looked at. */
    private static final int MOST_MOVES = 64;

    private final Consumer<ControlStep> journal;
    private final Map<Object, Long> looked = new HashMap<>();

    /**
     * Makes it.
     *
     * @param journal where steps are recorded; must not wait
     */
    public Deliberation(Consumer<ControlStep> journal) {
        this.journal = journal;
    }

    /** Decides on a state. */
    public Ruling decide(ControlState state, Question question) {
        var ruling = question.decide(state);
        if (!(ruling instanceof Ruling.Standing)
                || !(question instanceof Question.StepMove step)
                || isDue(step)) {
            journal.accept(new ControlStep.Ruled(state, question, ruling));
        }
        return ruling;
    }

    private boolean isDue(Question.StepMove step) {
        var last = looked.get(step.id());
        if (last != null && Math.abs(step.nowMillis() - last) < LOOK_MILLIS) {
            return false;
        }
        if (looked.size() >= MOST_MOVES) {
            looked.clear();
        }
        looked.put(step.id(), step.nowMillis());
        return true;
    }
}
