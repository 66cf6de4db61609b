package dev.homeport.dcnode.logic.append;

import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.quorumqueue.QuorumQueue;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Moves a named cursor of the site's log, whoever leads it. Thread-safe. */
@FunctionalInterface
public interface Cursors {

    /** As {@link QuorumQueue#advanceCursor} says. */
    CompletionStage<CursorResult> advance(String name, long position, Duration deadline);
}
