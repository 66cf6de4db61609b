package dev.homeport.cli.simulate;

import dev.homeport.cli.output.Document;
import dev.homeport.simulation.lease.Campaign;
import dev.homeport.simulation.lease.Coverage;
import dev.homeport.simulation.lease.LeaseScenario;
import dev.homeport.simulation.lease.Violation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What {@code homeport simulate} says, as a document. Stateless. */
final class SimulationDocument {

    /** Of so many violations the trace is told; the others are counted and named by seed. */
    private static final int MOST_TRACES = 20;

    private SimulationDocument() {}

    /** Of one seed: its trace is told also when nothing broke. */
    static Document of(
            Campaign campaign, LeaseScenario.Traced traced, long began, InstantSource wallClock) {
        var result = traced.result();
        var document = begin(campaign, 1, result.events(), result.coverage());
        end(document, result.violation().stream().toList());
        return document.and("trace", result.violation().isPresent() ? List.of() : traced.lines())
                .and("hash", Long.toHexString(result.hash()))
                .and("millis", (Long) (wallClock.millis() - began))
                .build();
    }

    /** Of a range of seeds. */
    static Document of(
            Campaign campaign, Campaign.Outcome outcome, long began, InstantSource wallClock) {
        var document = begin(campaign, outcome.seeds(), outcome.events(), outcome.coverage());
        end(document, outcome.violations());
        return document.and("millis", (Long) (wallClock.millis() - began)).build();
    }

    /** Of a replay. */
    static Document of(Path journal, JournalReplay.Replayed replayed) {
        return Document.of("file", journal.toString())
                .and("journal", replayed.journal())
                .and("steps", (Long) replayed.steps())
                .and("same", replayed.difference().isEmpty())
                .and(
                        "difference",
                        replayed.difference()
                                .map(other ->
                                        Document.of("input", other.input())
                                                .and("recorded", other.recorded())
                                                .and("replayed", other.replayed())
                                                .build())
                                .orElse(null))
                .build();
    }

    private static Document.Builder begin(
            Campaign campaign, long seeds, long events, Coverage coverage) {
        return Document.builder()
                .and("from", (Long) campaign.from())
                .and("to", (Long) campaign.to())
                .and("seconds", (Long) (long) campaign.seconds())
                .and("focus", Campaign.word(campaign.focus()))
                .and("without", campaign.without())
                .and("seeds", (Long) seeds)
                .and("events", (Long) events)
                .and("reached", reached(coverage));
    }

    private static void end(Document.Builder document, List<Violation> violations) {
        document.and("broken", violations.stream().map(v -> Long.toString(v.seed())).toList())
                .and(
                        "violations",
                        violations.stream()
                                .limit(MOST_TRACES)
                                .map(SimulationDocument::violation)
                                .toList());
    }

    private static Document reached(Coverage coverage) {
        return Document.builder()
                .and("acknowledgedWrites", (Long) coverage.acknowledgedWrites())
                .and("withheldWrites", (Long) coverage.withheldWrites())
                .and("answeredReads", (Long) coverage.answeredReads())
                .and("openedHomes", (Long) coverage.openedHomes())
                .and("takenOverHomes", (Long) coverage.takenOverHomes())
                .and("momentsOpenInTwoLogs", (Long) coverage.momentsOpenInTwoLogs())
                .and("fencedLogs", (Long) coverage.fencedLogs())
                .and("witnessStoresPutBack", (Long) coverage.witnessStoresPutBack())
                .and("witnessStoresLost", (Long) coverage.witnessStoresLost())
                .build();
    }

    private static Document violation(Violation violation) {
        return Document.of("invariant", violation.invariant())
                .and("seed", (Long) violation.seed())
                .and("atMillis", (Long) TimeUnit.NANOSECONDS.toMillis(violation.atNanos()))
                .and("what", violation.what())
                .and("trace", violation.trace())
                .build();
    }
}
