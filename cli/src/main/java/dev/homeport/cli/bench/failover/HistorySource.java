package dev.homeport.cli.bench.failover;

import dev.homeport.cli.output.Document;
import java.util.List;

/** Where the histories are that drills leave. */
@FunctionalInterface
public interface HistorySource {

    /**
     * Returns what the users of a drill got acknowledged.
     *
     * @param report the drill's report
     * @return nothing if there is no history, or it cannot be read any more
     */
    List<Told> of(Document report);
}
