package dev.homeport.drills.app;

import dev.homeport.drills.change.Change;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.drills.change.ChangeRecord;
import dev.homeport.drills.change.Fleet;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Undoes what a drill has changed, the latest first, again and again until it is undone. */
final class Undoing {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Fleet fleet;
    private final ChangeRecord record;
    private final Consumer<String> log;

    Undoing(Fleet fleet, ChangeRecord record, Consumer<String> log) {
        this.fleet = fleet;
        this.record = record;
        this.log = log;
    }

    /**
     * Undoes everything.
     *
     * @param atMost how long it may take
     * @throws ChangeFailedException if something is not undone then, with the last trouble
     * @throws IOException if it cannot be recorded
     */
    void all(Duration atMost) throws ChangeFailedException, IOException, InterruptedException {
        those(_ -> true, atMost);
    }

    /**
     * Undoes some of what stands.
     *
     * @param which what
     * @param atMost how long it may take
     * @throws ChangeFailedException if something is not undone then, with the last trouble
     * @throws IOException if it cannot be recorded
     */
    void those(Predicate<Change> which, Duration atMost)
            throws ChangeFailedException, IOException, InterruptedException {
        var until = System.nanoTime() + atMost.toNanos();
        for (var standing : record.standing()) {
            if (!which.test(standing.change())) {
                continue;
            }
            while (true) {
                try {
                    log.accept("undoing " + standing.change());
                    fleet.undo(standing.change());
                    break;
                } catch (ChangeFailedException e) {
                    log.accept("not undone yet: " + e.detail());
                    if (System.nanoTime() - until >= 0) {
                        throw e;
                    }
                    Thread.sleep(AGAIN);
                }
            }
            record.undone(standing.number());
        }
    }
}
