package dev.homeport.dcnode.home.adapter.file;

import dev.homeport.dcnode.home.adoption.AdopterReplay;
import dev.homeport.dcnode.home.adoption.AdopterStep;
import dev.homeport.wireformat.adapter.journal.FrameJournal;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import dev.homeport.wireformat.adapter.journal.Replayed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The journal of a node's account of orphans, in a file. Stateless. */
public final class AdoptionJournal {

    /** The name of its file in a node's store. */
    public static final String NAME = "adoption-journal";

    private AdoptionJournal() {}

    /**
     * Begins the journal of a boot.
     *
     * @param file where; that of the boot before is kept beside it
     * @param warn told when it ends before the node does
     * @throws IOException if the file cannot be made
     */
    public static RecordJournal<AdopterStep> begin(Path file, Consumer<String> warn)
            throws IOException {
        return RecordJournal.begin(file, AdopterStep.class, FrameJournal.USUAL_BOUND_BYTES, warn);
    }

    /**
     * Replays a journal.
     *
     * @throws IOException if it cannot be read, is damaged, or is no such journal of this release
     */
    public static Replayed replay(Path file) throws IOException {
        var replay = new AdopterReplay();
        return Replayed.of(
                RecordJournal.read(file, AdopterStep.class),
                step -> Replayed.compare(step, step, replay.again(step)));
    }
}
