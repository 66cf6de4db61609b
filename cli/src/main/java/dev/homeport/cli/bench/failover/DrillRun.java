package dev.homeport.cli.bench.failover;

import dev.homeport.cli.output.Document;
import dev.homeport.drills.run.DrillEnd;
import java.util.List;

/**
 * One drill of a benchmark. Immutable.
 *
 * @param kind which, by its word
 * @param warmsUp whether it only has code run once before runs that count
 * @param id its name
 * @param report its report
 * @param pairs how the users of the other sites fared before and during it
 */
record DrillRun(
        String kind, boolean warmsUp, String id, Document report, List<OtherUsers.Pair> pairs) {

    DrillRun {
        pairs = List.copyOf(pairs);
    }

    String verdict() {
        return report.text("verdict").orElse("unknown");
    }

    /** Whether its times say something: what was broken, given up or late is no failover. */
    boolean counts() {
        return !warmsUp && isDone();
    }

    /** Whether it should have counted and does not. */
    boolean isLeftOut() {
        return !warmsUp && !isDone();
    }

    private boolean isDone() {
        return verdict().equals(DrillEnd.DONE.word());
    }
}
