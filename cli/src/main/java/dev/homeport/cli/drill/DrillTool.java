package dev.homeport.cli.drill;

import dev.homeport.cli.output.Document;
import dev.homeport.drills.run.DrillOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The drills of a fleet. Whatever cannot be done is a {@code CommandFailure}. Thread-safe. */
public interface DrillTool {

    /**
     * A drill as it stands.
     *
     * @param id its name
     * @param order what was wanted
     * @param phase the phase that is under way, if one is
     * @param report its report, if it has ended
     */
    record Look(String id, DrillOrder order, Optional<String> phase, Optional<Document> report) {}

    /**
     * Begins a drill.
     *
     * @return its name
     */
    String begin(DrillOrder order);

    /** All drills that the fleet keeps, the latest first. */
    List<Look> all();

    /** One drill. */
    Look look(String id);

    /**
     * Makes the page of a drill that has ended from its report, anew if there is one.
     *
     * @return the file
     */
    Path page(String id);

    /**
     * Asks a drill to end and to undo what it changed.
     *
     * @param why for its report
     */
    void abort(String id, String why);
}
