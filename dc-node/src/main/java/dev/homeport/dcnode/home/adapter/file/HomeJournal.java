package dev.homeport.dcnode.home.adapter.file;

import dev.homeport.dcnode.home.opening.HomeStep;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import dev.homeport.wireformat.adapter.journal.Replayed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The journal of what a site decides about its homes, in a file. Stateless. */
public final class HomeJournal {

    /** The name of its file in a node's store. */
    public static final String NAME = "home-journal";

    private static final long BOUND_BYTES = 8 << 20;

    private HomeJournal() {}

    /**
     * Begins the journal of a boot.
     *
     * @param file where; that of the boot before is kept beside it
     * @param warn told when it ends before the node does
     * @throws IOException if the file cannot be made
     */
    public static RecordJournal<HomeStep> begin(Path file, Consumer<String> warn)
            throws IOException {
        return RecordJournal.beginOfWholeSteps(file, HomeStep.class, BOUND_BYTES, warn);
    }

    /**
     * Replays a journal.
     *
     * @throws IOException if it cannot be read, is damaged, or is no such journal of this release
     */
    public static Replayed replay(Path file) throws IOException {
        return Replayed.of(
                RecordJournal.read(file, HomeStep.class),
                step ->
                        switch (step) {
                            case HomeStep.Decided decided ->
                                    Replayed.compare(decided, decided.due(), decided.again());
                        });
    }
}
