package dev.homeport.controlplane.adapter.file;

import dev.homeport.controlplane.deliberation.ControlStep;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import dev.homeport.wireformat.adapter.journal.Replayed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The journal of what a replica decides about homes while it leads, in a file. Stateless. */
public final class ControlJournal {

    /** The name of its file in a replica's store. */
    public static final String NAME = "decision-journal";

    private static final long BOUND_BYTES = 16 << 20;

    private ControlJournal() {}

    /**
     * Begins the journal of a boot.
     *
     * @param file where; that of the boot before is kept beside it
     * @param warn told when it ends before the replica does
     * @throws IOException if the file cannot be made
     */
    public static RecordJournal<ControlStep> begin(Path file, Consumer<String> warn)
            throws IOException {
        return RecordJournal.beginOfWholeSteps(file, ControlStep.class, BOUND_BYTES, warn);
    }

    /**
     * Replays a journal.
     *
     * @throws IOException if it cannot be read, is damaged, or is no such journal of this release
     */
    public static Replayed replay(Path file) throws IOException {
        return Replayed.of(
                RecordJournal.read(file, ControlStep.class),
                step -> Replayed.compare(step, step.recorded(), step.again()));
    }
}
