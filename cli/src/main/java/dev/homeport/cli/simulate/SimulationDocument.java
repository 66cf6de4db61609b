package dev.homeport.cli.simulate;

import dev.homeport.cli.output.Document;
import dev.homeport.simulation.lease.Campaign;
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

    /** Of runs; of one seed its trace is told also when nothing broke. */
    static Document of(Ran ran, long began, InstantSource wallClock) {
        var asked = ran.asked();
        var document =
                Document.builder()
                        .and("scenario", ran.scenario())
                        .and("from", (Long) asked.from())
                        .and("to", (Long) asked.to())
                        .and("seconds", (Long) (long) asked.seconds())
                        .and("focus", Campaign.word(asked.focus()))
                        .and("without", asked.without())
                        .and("seeds", (Long) ran.seeds())
                        .and("events", (Long) ran.events())
                        .and("reached", ran.reached());
        end(document, ran.violations());
        ran.trace()
                .ifPresent(trace ->
                        document.and(
                                        "trace",
                                        ran.violations().isEmpty()
                                                ? trace.lines()
                                                : List.<String>of())
                                .and("hash", Long.toHexString(trace.hash())));
        return document.and("millis", (Long) (wallClock.millis() - began)).build();
    }

    /** Of a replay. */
    static Document of(JournalReplay.Replayed replayed) {
        return Document.of("file", replayed.file().toString())
                .and("journal", replayed.journal())
                .and("steps", (Long) replayed.steps())
                .and("same", replayed.difference().isEmpty() && replayed.refused().isEmpty())
                .and("refused", replayed.refused().orElse(null))
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

    /** Of the replays of all journals in a folder. */
    static Document of(Path folder, List<JournalReplay.Replayed> replayed) {
        return Document.of("folder", folder.toString())
                .and(
                        "same",
                        replayed.stream()
                                .allMatch(one ->
                                        one.difference().isEmpty() && one.refused().isEmpty()))
                .and("journals", replayed.stream().map(SimulationDocument::of).toList())
                .build();
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

    private static Document violation(Violation violation) {
        return Document.of("invariant", violation.invariant())
                .and("seed", (Long) violation.seed())
                .and("atMillis", (Long) TimeUnit.NANOSECONDS.toMillis(violation.atNanos()))
                .and("what", violation.what())
                .and("trace", violation.trace())
                .build();
    }
}
