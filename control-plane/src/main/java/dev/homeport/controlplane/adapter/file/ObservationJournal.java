package dev.homeport.controlplane.adapter.file;

import dev.homeport.controlplane.observation.ObservationReplay;
import dev.homeport.controlplane.observation.ObservationStep;
import dev.homeport.wireformat.adapter.journal.FrameJournal;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import dev.homeport.wireformat.adapter.journal.Replayed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The journal of what a replica sees of sites, in a file. Stateless. */
public final class ObservationJournal {

    /** The name of its file in a replica's store. */
    public static final String NAME = "observation-journal";

    private ObservationJournal() {}

    /**
     * Begins the journal of a boot.
     *
     * @param file where; that of the boot before is kept beside it
     * @param warn told when it ends before the replica does
     * @throws IOException if the file cannot be made
     */
    public static RecordJournal<ObservationStep> begin(Path file, Consumer<String> warn)
            throws IOException {
        return RecordJournal.begin(
                file, ObservationStep.class, FrameJournal.USUAL_BOUND_BYTES, warn);
    }

    /**
     * Replays a journal.
     *
     * @throws IOException if it cannot be read, is damaged, or is no such journal of this release
     */
    public static Replayed replay(Path file) throws IOException {
        var replay = new ObservationReplay();
        return Replayed.of(
                RecordJournal.read(file, ObservationStep.class),
                step -> Replayed.compare(step, step, replay.again(step)));
    }
}
