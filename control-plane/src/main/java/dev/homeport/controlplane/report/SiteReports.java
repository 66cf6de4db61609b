package dev.homeport.controlplane.report;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Asks the nodes of all sites for reports. Implementations are thread-safe. */
@FunctionalInterface
public interface SiteReports {

    /**
     * Asks all nodes that this process was told of.
     *
     * @param atMost how long to wait for them
     * @return what was heard in time; a node that was silent before may not be waited for; never
     *     exceptionally
     */
    CompletionStage<FleetReport> ask(Duration atMost);
}
