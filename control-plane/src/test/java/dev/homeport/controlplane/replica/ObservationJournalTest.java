package dev.homeport.controlplane.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.controlplane.adapter.file.ObservationJournal;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.ObservationStep;
import dev.homeport.controlplane.observation.ObservationStep.Judged;
import dev.homeport.controlplane.observation.Observer.Target;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.Probe;
import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch that looks at two sites, of which one never answers, is replayed. */
class ObservationJournalTest {

    private static final SiteId HERE = new SiteId("shanghai");
    private static final SiteId THERE = new SiteId("canada");

    @TempDir private Path folder;

    private Path watched() throws Exception {
        var file = folder.resolve(ObservationJournal.NAME);
        Probe answers = _ -> CompletableFuture.completedFuture(true);
        Probe silent = _ -> CompletableFuture.completedFuture(false);
        var other = new Sighting(THERE, new TreeMap<>());
        try (var journal = ObservationJournal.begin(file, warning -> {});
                var watch =
                        new SiteWatch(
                                HERE,
                                List.of(HERE, THERE),
                                1,
                                Map.of(
                                        new Target(HERE, Part.LOG, 1),
                                        answers,
                                        new Target(THERE, Part.LOG, 1),
                                        silent),
                                (_, heard) -> heard.accept(other),
                                () -> new ClockReading(System.nanoTime(), 7),
                                journal,
                                _ -> {})) {
            watch.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            RecordJournal.read(file, ObservationStep.class).stream()
                                            .filter(Judged.class::isInstance)
                                            .count()
                                    >= 2);
        }
        return file;
    }

    @Test
    void whatWasSeenAndJudgedIsReplayedAlikeAndAnotherJudgementIsFound() throws Exception {
        var file = watched();

        var replayed = ObservationJournal.replay(file);
        assertThat(replayed.difference()).isEmpty();
        var steps = new ArrayList<>(RecordJournal.read(file, ObservationStep.class));
        assertThat(replayed.steps()).isEqualTo(steps.size()).isGreaterThan(6);
        assertThat(steps)
                .hasAtLeastOneElementOfType(ObservationStep.Answered.class)
                .hasAtLeastOneElementOfType(ObservationStep.Missed.class);

        var at = steps.size() - 1;
        while (!(steps.get(at) instanceof Judged)) {
            at--;
        }
        var judged = (Judged) steps.get(at);
        steps.set(at, new Judged(judged.others(), judged.now(), FleetHealth.UNKNOWN));
        try (var journal = ObservationJournal.begin(file, warning -> {})) {
            steps.forEach(journal);
        }
        var changed = ObservationJournal.replay(file);
        assertThat(changed.steps()).isEqualTo(at + 1);
        assertThat(changed.difference())
                .hasValueSatisfying(other -> assertThat(other.replayed()).isEqualTo(judged));
    }
}
