package dev.homeport.cli.simulate;

import java.nio.file.Path;
import java.util.Optional;

/** Steps the machine of a journal again with what a real run recorded. */
public interface JournalReplay {

    /**
     * What came of it.
     *
     * @param journal whose journal it is: {@code lease} or {@code link}
     * @param steps how many steps were taken
     * @param difference where the machine wanted something else done, if it did
     */
    record Replayed(String journal, long steps, Optional<Difference> difference) {}

    /**
     * The first step at which the machine wanted something else done; it is the last one taken.
     *
     * @param input what it was stepped with
     * @param recorded what it wanted done when it ran
     * @param replayed what it wants done now
     */
    record Difference(String input, String recorded, String replayed) {}

    /**
     * Replays a journal.
     *
     * @throws dev.homeport.cli.exit.CommandFailure if it cannot be read, or nothing can read it
     */
    Replayed replay(Path journal);
}
