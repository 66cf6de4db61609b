package dev.homeport.drills.adapter.file;

import dev.homeport.drills.run.DrillMachine;
import dev.homeport.drills.run.DrillScript;
import dev.homeport.drills.run.DrillStep;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import dev.homeport.wireformat.adapter.journal.Replayed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The journal of a drill's course, in a file of the drill's folder. Stateless. */
public final class DrillJournal {

    /** The name of its file. */
    public static final String NAME = "course-journal";

    private static final long BOUND_BYTES = 16 << 20;

    private DrillJournal() {}

    /**
     * Begins the journal; a drill that cannot have one goes on without.
     *
     * @param file where
     * @param warn told if there is none, or it ends before the drill
     */
    public static Consumer<DrillStep> begin(Path file, Consumer<String> warn) {
        try {
            return RecordJournal.begin(file, DrillStep.class, BOUND_BYTES, warn);
        } catch (IOException e) {
            warn.accept("this drill has no journal: " + e.getMessage());
            return _ -> {};
        }
    }

    /**
     * Replays a journal.
     *
     * @throws IOException if it cannot be read, is damaged, or is no such journal of this release
     */
    public static Replayed replay(Path file) throws IOException {
        var replay = new Replay();
        return Replayed.of(
                RecordJournal.read(file, DrillStep.class),
                step -> Replayed.compare(step, step.effects(), replay.again(step)));
    }

    private static final class Replay {
        private DrillMachine machine = new DrillMachine(new DrillScript(List.of()));

        Object again(DrillStep step) {
            return switch (step) {
                case DrillStep.Began(var script, var nowNanos, var _) -> {
                    machine = new DrillMachine(script);
                    yield machine.begin(nowNanos);
                }
                case DrillStep.Took(var input, var nowNanos, var _) ->
                        machine.step(input, nowNanos);
            };
        }
    }
}
