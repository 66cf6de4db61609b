package dev.homeport.drills.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.drills.change.Change;
import dev.homeport.drills.run.DrillEffect;
import dev.homeport.drills.run.DrillEnd;
import dev.homeport.drills.run.DrillInput;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillScript;
import dev.homeport.drills.run.DrillStep;
import dev.homeport.drills.run.FleetLook;
import dev.homeport.drills.run.RecordedMachine;
import dev.homeport.drills.run.TakeoverPlan;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrillJournalTest {

    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final SiteId SITE = new SiteId("hongkong");

    @TempDir private Path folder;
    private final List<String> warnings = new ArrayList<>();
    private Path file = Path.of("");

    @BeforeEach
    void file() {
        file = folder.resolve(DrillJournal.NAME);
    }

    static Stream<DrillScript> scripts() {
        return Stream.concat(
                Stream.of(
                        DrillScript.evacuation(new Change.Moved(SITE, "a", "b"), LENGTH, LENGTH),
                        DrillScript.pause(SITE, LENGTH, LENGTH),
                        DrillScript.loss(
                                List.of("coordination-1", "coordination-2"), LENGTH, LENGTH)),
                Stream.of(DrillKind.values())
                        .filter(DrillKind::takesOver)
                        .map(kind -> DrillScript.takeover(kind, takeover(), LENGTH, LENGTH)));
    }

    private static TakeoverPlan takeover() {
        return new TakeoverPlan(
                new Change.PolicyChanged(
                        SITE,
                        new Change.Policy("propose", 30_000),
                        new Change.Policy("automatic", 5_000),
                        "a",
                        "b"),
                new Change.TakenOver(SITE, "c"),
                List.of(new Change.Cut(SITE, new SiteId("canada"), true)),
                new Change.Lost(SITE));
    }

    /** Goes through a script to its end, now and then with trouble. */
    private void run(DrillScript script, int untilStep) {
        var machine = new RecordedMachine(script, DrillJournal.begin(file, warnings::add));
        var chance = new Random(7);
        machine.begin(0);
        var now = 0L;
        for (var step = 0; step < untilStep; step++) {
            now += TimeUnit.MILLISECONDS.toNanos(200);
            machine.step(new DrillInput.Served(step, step % 9 > 0), now);
            machine.step(
                    switch (chance.nextInt(4)) {
                        case 0 -> new DrillInput.WorkDone();
                        case 1 -> new DrillInput.LoadRuns();
                        case 2 ->
                                new DrillInput.Looked(
                                        new FleetLook(
                                                chance.nextInt(5) == 0 ? List.of("ill") : List.of(),
                                                step / 200,
                                                chance.nextBoolean(),
                                                List.of()));
                        default -> new DrillInput.Tick();
                    },
                    now);
        }
        machine.step(new DrillInput.Judged(List.of("a demand is not met")), now + 1);
        machine.step(new DrillInput.Abort("enough"), now + 2);
        machine.step(new DrillInput.Restored(), now + 3);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyScriptIsReplayedAlike(DrillScript script) throws Exception {
        run(script, 600);

        var replayed = DrillJournal.replay(file);
        assertThat(replayed.difference()).isEmpty();
        assertThat(replayed.steps()).isEqualTo(1_204);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aPhaseThatBeganAndDoesNotNowIsNamedWithItsStep() throws Exception {
        run(DrillScript.pause(SITE, LENGTH, LENGTH), 300);
        var steps = new ArrayList<>(RecordJournal.read(file, DrillStep.class));
        var at = 1;
        while (steps.get(at).effects().isEmpty()) {
            at++;
        }
        var took = (DrillStep.Took) steps.get(at);
        var other = new DrillEffect.Finish(DrillEnd.DONE, List.of());
        steps.set(at, new DrillStep.Took(took.input(), took.nowNanos(), List.of(other)));
        var changed = DrillJournal.begin(file, warnings::add);
        steps.forEach(changed);

        var replayed = DrillJournal.replay(file);
        assertThat(replayed.steps()).isEqualTo(at + 1);
        assertThat(replayed.difference())
                .hasValueSatisfying(one -> assertThat(one.replayed()).isEqualTo(took.effects()));
    }

    @Test
    void aDrillWhoseFolderIsGoneGoesOnWithout() {
        file = folder.resolve("gone").resolve(DrillJournal.NAME);

        run(DrillScript.pause(SITE, LENGTH, LENGTH), 3);
        assertThat(warnings).singleElement().asString().contains("has no journal");
    }
}
