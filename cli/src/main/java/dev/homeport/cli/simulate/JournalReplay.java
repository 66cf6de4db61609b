package dev.homeport.cli.simulate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Steps the machines of journals again with what a real run recorded. */
public interface JournalReplay {

    /**
     * What came of it.
     *
     * @param file the journal
     * @param journal whose journal it is, such as {@code lease} or {@code link}
     * @param steps how many steps were taken
     * @param difference where the machine wanted something else done, if it did
     * @param refused why it could not be replayed, if so
     */
    record Replayed(
            Path file,
            String journal,
            long steps,
            Optional<Difference> difference,
            Optional<String> refused) {}

    /**
     * The first step at which the machine wanted something else done; it is the last one taken.
     *
     * @param input what it was stepped with
     * @param recorded what it wanted done when it ran
     * @param replayed what it wants done now
     */
    record Difference(String input, String recorded, String replayed) {}

    /**
     * Replays a journal, or all that are found in a folder and in those below it.
     *
     * @return of each what came of it, at least one
     * @throws dev.homeport.cli.exit.CommandFailure if nothing is there, or nothing can read it; of
     *     a single journal also if it is refused
     */
    List<Replayed> replay(Path journals);
}
