package dev.homeport.drills.run;

import java.util.List;
import java.util.function.Consumer;

/** A {@link DrillMachine} whose steps are recorded. Not thread-safe. */
public final class RecordedMachine {

    private final DrillScript script;
    private final DrillMachine machine;
    private final Consumer<DrillStep> journal;

    /**
     * Makes a machine that has not begun.
     *
     * @param script the phases
     * @param journal where its steps are recorded
     */
    public RecordedMachine(DrillScript script, Consumer<DrillStep> journal) {
        this.script = script;
        this.machine = new DrillMachine(script);
        this.journal = journal;
    }

    /** As {@link DrillMachine#begin}. */
    public List<DrillEffect> begin(long nowNanos) {
        var effects = machine.begin(nowNanos);
        journal.accept(new DrillStep.Began(script, nowNanos, effects));
        return effects;
    }

    /** As {@link DrillMachine#step}. */
    public List<DrillEffect> step(DrillInput input, long nowNanos) {
        var effects = machine.step(input, nowNanos);
        journal.accept(new DrillStep.Took(input, nowNanos, effects));
        return effects;
    }

    /** As {@link DrillMachine#laps}. */
    public List<Lap> laps() {
        return machine.laps();
    }
}
