package dev.homeport.drills.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.drills.run.DrillEffect.Begin;
import dev.homeport.drills.run.DrillPhase.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A drill's machine and the time that it is told, one tick a second. Not thread-safe. */
final class SteppedDrill {

    private static final DrillInput.Looked WELL = looked(List.of(), 2, List.of());

    final DrillMachine machine;
    final List<DrillEffect> effects = new ArrayList<>();
    long seconds;
    long acknowledged;

    SteppedDrill(DrillScript script) {
        machine = new DrillMachine(script);
        effects.addAll(machine.begin(now()));
    }

    private long now() {
        return Duration.ofSeconds(seconds).toNanos();
    }

    List<DrillEffect> give(DrillInput... inputs) {
        var given = new ArrayList<DrillEffect>();
        for (var input : inputs) {
            given.addAll(machine.step(input, now()));
        }
        effects.addAll(given);
        return given;
    }

    /** A second in which all is well, also what the present phase works at. */
    void goodSecond() {
        seconds++;
        acknowledged += 10;
        var phase = present();
        for (var input : goodInputs(phase)) {
            give(input);
            if (!present().equals(phase)) {
                return;
            }
        }
    }

    private List<DrillInput> goodInputs(DrillPhase phase) {
        var inputs = new ArrayList<DrillInput>();
        switch (phase.work()) {
            case Work.Nothing() -> {}
            case Work.StartLoad() -> {
                inputs.add(new DrillInput.WorkDone());
                inputs.add(new DrillInput.LoadRuns());
            }
            case Work.Make _, Work.Undo _, Work.UndoAll _, Work.OfHeir _, Work.CountStranded _ ->
                    inputs.add(new DrillInput.WorkDone());
            case Work.ReadBack() -> inputs.add(new DrillInput.Judged(List.of()));
        }
        inputs.add(WELL);
        inputs.add(new DrillInput.Served(acknowledged, true));
        inputs.add(new DrillInput.Tick());
        return inputs;
    }

    DrillPhase present() {
        return effects.stream()
                .filter(Begin.class::isInstance)
                .map(effect -> ((Begin) effect).phase())
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /** Goes on until the phase of that number has begun. */
    void reach(int phase) {
        for (var i = 0; i < 1_000; i++) {
            var begun = effects.stream().filter(Begin.class::isInstance).count();
            if (begun > phase) {
                return;
            }
            goodSecond();
        }
        throw new AssertionError("phase " + phase + " is never reached: " + effects);
    }

    void reach(String phase) {
        for (var i = 0; i < 1_000 && !present().name().equals(phase); i++) {
            goodSecond();
        }
        assertThat(present().name()).isEqualTo(phase);
    }

    static DrillInput.Looked looked(List<String> troubles, int takeovers, List<String> unhealed) {
        return new DrillInput.Looked(
                new FleetLook(troubles, takeovers, troubles.isEmpty(), unhealed));
    }
}
