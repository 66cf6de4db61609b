package dev.homeport.controlplane.report;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who ask at the same time share one round of questions, so that sites are not asked
 * more often the more people look. A shared round may have begun a little before one asked.
 * Thread-safe.
 */
public final class SharedAsks implements SiteReports {

    private final SiteReports asked;
    private @Nullable CompletableFuture<FleetReport> underWay;

    /**
     * Shares rounds of questions.
     *
     * @param asked who asks
     */
    public SharedAsks(SiteReports asked) {
        this.asked = asked;
    }

    @Override
    public CompletionStage<FleetReport> ask(Duration atMost) {
        var round = new CompletableFuture<FleetReport>();
        synchronized (this) {
            if (underWay != null) {
                return underWay.minimalCompletionStage();
            }
            underWay = round;
        }
        // Asked outside the lock: an answer may come at once, on this very thread.
        asked.ask(atMost)
                .whenComplete((report, failure) -> {
                    synchronized (this) {
                        underWay = null;
                    }
                    round.complete(report == null ? FleetReport.NOTHING : report);
                });
        return round.minimalCompletionStage();
    }
}
