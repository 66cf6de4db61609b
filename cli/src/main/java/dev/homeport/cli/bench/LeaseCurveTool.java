package dev.homeport.cli.bench;

import dev.homeport.cli.output.Document;
import java.nio.file.Path;

/** Reads from a fleet's journals what shorter leases and time limits would have cost it. */
@FunctionalInterface
public interface LeaseCurveTool {

    /**
     * Reads them to the end.
     *
     * @param journals the state folder of a fleet, which may run
     * @return the report, in the form of docs/reference/bench.md
     * @throws dev.homeport.cli.exit.CommandFailure if there are none, or one cannot be read
     */
    Document leases(Path journals);
}
