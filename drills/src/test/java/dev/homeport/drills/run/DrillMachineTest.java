package dev.homeport.drills.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.drills.change.Change;
import dev.homeport.drills.run.DrillEffect.Begin;
import dev.homeport.drills.run.DrillEffect.Finish;
import dev.homeport.drills.run.DrillEffect.Restore;
import dev.homeport.drills.run.DrillPhase.Work;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DrillMachineTest {

    private static final SiteId SITE = new SiteId("hongkong");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DrillScript EVACUATION =
            DrillScript.evacuation(
                    new Change.Moved(SITE, "there", "back"), Duration.ofSeconds(10), PATIENCE);
    private static final DrillScript PAUSE =
            DrillScript.pause(SITE, Duration.ofSeconds(35), PATIENCE);
    private static final DrillScript LOSS =
            DrillScript.loss(List.of("a", "b"), Duration.ofSeconds(20), PATIENCE);
    private static final DrillInput.Looked WELL = looked(List.of(), 2, List.of());

    private static DrillInput.Looked looked(
            List<String> troubles, int takeovers, List<String> unhealed) {
        return new DrillInput.Looked(
                new FleetLook(troubles, takeovers, troubles.isEmpty(), unhealed));
    }

    private static DrillScript takeover(DrillKind kind) {
        var other = new SiteId("canada");
        return DrillScript.takeover(
                kind,
                new TakeoverPlan(
                        new Change.PolicyChanged(
                                SITE,
                                new Change.Policy("propose", 30_000),
                                new Change.Policy("automatic", 5_000),
                                "there",
                                "back"),
                        new Change.TakenOver(SITE, "home"),
                        List.of(new Change.Cut(SITE, other, false)),
                        new Change.Lost(SITE)),
                Duration.ofSeconds(5),
                PATIENCE);
    }

    /** A machine and the time that it is told, one tick a second. */
    private static final class Stepped {

        private final DrillMachine machine;
        private final List<DrillEffect> effects = new ArrayList<>();
        private long seconds;
        private long acknowledged;

        Stepped(DrillScript script) {
            machine = new DrillMachine(script);
            effects.addAll(machine.begin(now()));
        }

        private long now() {
            return Duration.ofSeconds(seconds).toNanos();
        }

        List<DrillEffect> give(DrillInput... inputs) {
            var given = new ArrayList<DrillEffect>();
            for (var input : inputs) {
                given.addAll(machine.step(input, now()));
            }
            effects.addAll(given);
            return given;
        }

        /** A second in which all is well, also what the present phase works at. */
        void goodSecond() {
            seconds++;
            acknowledged += 10;
            var phase = present();
            for (var input : goodInputs(phase)) {
                give(input);
                if (!present().equals(phase)) {
                    return;
                }
            }
        }

        private List<DrillInput> goodInputs(DrillPhase phase) {
            var inputs = new ArrayList<DrillInput>();
            switch (phase.work()) {
                case Work.Nothing() -> {}
                case Work.StartLoad() -> {
                    inputs.add(new DrillInput.WorkDone());
                    inputs.add(new DrillInput.LoadRuns());
                }
                case Work.Make _,
                        Work.Undo _,
                        Work.UndoAll _,
                        Work.OfHeir _,
                        Work.CountStranded _ ->
                        inputs.add(new DrillInput.WorkDone());
                case Work.ReadBack() -> inputs.add(new DrillInput.Judged(List.of()));
            }
            inputs.add(WELL);
            inputs.add(new DrillInput.Served(acknowledged, true));
            inputs.add(new DrillInput.Tick());
            return inputs;
        }

        DrillPhase present() {
            return effects.stream()
                    .filter(Begin.class::isInstance)
                    .map(effect -> ((Begin) effect).phase())
                    .reduce((_, last) -> last)
                    .orElseThrow();
        }

        /** Goes on until the phase of that number has begun. */
        void reach(int phase) {
            for (var i = 0; i < 1_000; i++) {
                var begun = effects.stream().filter(Begin.class::isInstance).count();
                if (begun > phase) {
                    return;
                }
                goodSecond();
            }
            throw new AssertionError("phase " + phase + " is never reached: " + effects);
        }

        void reach(String phase) {
            for (var i = 0; i < 1_000 && !present().name().equals(phase); i++) {
                goodSecond();
            }
            assertThat(present().name()).isEqualTo(phase);
        }
    }

    static Stream<DrillScript> scripts() {
        return Stream.concat(
                Stream.of(EVACUATION, PAUSE, LOSS),
                Stream.of(DrillKind.values())
                        .filter(DrillKind::takesOver)
                        .map(DrillMachineTest::takeover));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void whenAllIsWellEveryPhaseIsPassedInItsOrder(DrillScript script) {
        var drill = new Stepped(script);

        drill.reach(script.phases().size() - 1);
        drill.goodSecond();

        assertThat(drill.effects.getLast()).isEqualTo(new Finish(DrillEnd.DONE, List.of()));
        assertThat(drill.machine.laps())
                .extracting(Lap::name)
                .containsExactlyElementsOf(script.phases().stream().map(DrillPhase::name).toList());
        assertThat(drill.effects).doesNotContain(new Restore());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everythingThatIsMadeIsUndoneBeforeItIsJudged(DrillScript script) {
        var works = script.phases().stream().map(DrillPhase::work).toList();
        var made = IntStream.range(0, works.size()).filter(i -> works.get(i) instanceof Work.Make);

        assertThat(made.max().orElseThrow())
                .isLessThan(works.indexOf(new Work.UndoAll()))
                .isLessThan(works.indexOf(new Work.ReadBack()));
        assertThat(works.getLast()).isEqualTo(new Work.ReadBack());
    }

    static Stream<Arguments> everyPhase() {
        return scripts()
                .flatMap(script ->
                        IntStream.range(0, script.phases().size())
                                .mapToObj(phase -> Arguments.of(script, phase)));
    }

    @ParameterizedTest
    @MethodSource("everyPhase")
    void abortedInWhicheverPhaseItRestoresBeforeItIsOver(DrillScript script, int phase) {
        var drill = new Stepped(script);
        drill.reach(phase);

        assertThat(drill.give(new DrillInput.Abort("enough"))).containsExactly(new Restore());
        assertThat(drill.give(new DrillInput.WorkDone(), new DrillInput.Tick())).isEmpty();
        var name = script.phases().get(phase).name();
        assertThat(drill.give(new DrillInput.Restored()))
                .containsExactly(new Finish(DrillEnd.ABORTED, List.of(name + ": enough")));
    }

    @ParameterizedTest
    @MethodSource("everyPhase")
    void whatDoesNotEndIsGivenUpAtItsDeadlineAndRestored(DrillScript script, int phase) {
        var drill = new Stepped(script);
        drill.reach(phase);
        var deadline = script.phases().get(phase).deadline().toSeconds();
        var given = List.<DrillEffect>of();

        for (var second = 0; second <= deadline && given.isEmpty(); second++) {
            drill.seconds++;
            drill.acknowledged++;
            given =
                    drill.give(
                            looked(List.of("it burns"), 0, List.of("it burns")),
                            new DrillInput.Served(drill.acknowledged, false));
            if (given.stream().anyMatch(Begin.class::isInstance)) {
                // A phase that only lasts goes on by itself.
                assertThat(script.phases().get(phase).work()).isEqualTo(new Work.Nothing());
                return;
            }
        }

        assertThat(given).containsExactly(new Restore());
        assertThat(drill.give(new DrillInput.Restored()).getFirst())
                .isInstanceOfSatisfying(
                        Finish.class,
                        finish -> assertThat(finish.end()).isEqualTo(DrillEnd.TIMED_OUT));
    }

    @Test
    void aSiteIsBroughtBackOnlyAfterItsHomesAreElsewhereAndItsUsersAreServedThere() {
        var drill = new Stepped(takeover(DrillKind.SITE_LOSS));
        drill.reach("take-over");

        drill.seconds++;
        drill.give(
                looked(List.of("it is lost"), 0, List.of()),
                new DrillInput.Served(drill.acknowledged + 1, true));
        assertThat(drill.present().name()).isEqualTo("take-over");
        drill.give(
                new DrillInput.Served(drill.acknowledged + 2, false),
                looked(List.of("it is lost"), 1, List.of()));
        assertThat(drill.present().name()).isEqualTo("take-over");
        drill.give(new DrillInput.Served(drill.acknowledged + 3, true));

        assertThat(drill.present().name()).isEqualTo("count");
    }

    @Test
    void homesGoBackOnlyAfterEverythingIsAdopted() {
        var drill = new Stepped(takeover(DrillKind.PARTITION));
        drill.reach("adopt");

        drill.seconds++;
        drill.give(looked(List.of(), 1, List.of("hongkong has 3 orphans")));
        assertThat(drill.present().name()).isEqualTo("adopt");
        drill.give(looked(List.of(), 1, List.of()));

        assertThat(drill.present().name()).isEqualTo("fail-back");
    }

    @Test
    void theSecondTakeoverIsWaitedForToo() {
        var drill = new Stepped(takeover(DrillKind.TAKEOVER_OF_TAKEOVER));
        drill.reach("take-over-again");

        drill.seconds++;
        drill.give(
                new DrillInput.WorkDone(),
                looked(List.of(), 1, List.of()),
                new DrillInput.Served(drill.acknowledged + 1, true));
        assertThat(drill.present().name()).isEqualTo("take-over-again");
        drill.give(looked(List.of(), 2, List.of()));

        assertThat(drill.present().name()).isEqualTo("count-again");
    }

    @Test
    void aFaultThatTheJudgeFindsBreaksTheDrill() {
        var drill = new Stepped(LOSS);
        drill.reach("read-back");

        assertThat(drill.give(new DrillInput.Judged(List.of("lost: 1, and none may be"))))
                .containsExactly(new Finish(DrillEnd.BROKEN, List.of("lost: 1, and none may be")));
    }

    @Test
    void aMoveThatEndsOtherwiseBreaksTheDrillAndIsRestored() {
        var drill = new Stepped(EVACUATION);
        drill.reach("evacuate");

        assertThat(drill.give(new DrillInput.WorkFailed(DrillEnd.BROKEN, "it was taken back")))
                .containsExactly(new Restore());
        assertThat(drill.give(new DrillInput.Restored()))
                .containsExactly(
                        new Finish(DrillEnd.BROKEN, List.of("evacuate: it was taken back")));
    }

    @Test
    void aFleetThatIsNotWellIsNotDisturbed() {
        var drill = new Stepped(LOSS);

        for (var i = 0; i < 20; i++) {
            drill.seconds++;
            drill.acknowledged++;
            drill.give(
                    new DrillInput.WorkDone(),
                    new DrillInput.LoadRuns(),
                    looked(List.of("a database is down"), 0, List.of()),
                    new DrillInput.Served(drill.acknowledged, true));
        }

        assertThat(drill.present().name()).isEqualTo("prepare");
    }

    @Test
    void theMoveIsNotOverForTheDrillUntilItsUsersAreServed() {
        var drill = new Stepped(EVACUATION);
        drill.reach("evacuate");

        drill.seconds++;
        drill.give(new DrillInput.Served(drill.acknowledged + 1, true));
        drill.give(new DrillInput.WorkDone());
        assertThat(drill.present().name()).isEqualTo("evacuate");
        drill.give(new DrillInput.Served(drill.acknowledged + 2, true));

        assertThat(drill.present().name()).isEqualTo("away");
    }

    @Test
    void loadThatNobodyAnswersIsGivenUp() {
        var drill = new Stepped(LOSS);
        drill.reach("lost");

        var given = List.<DrillEffect>of();
        for (var i = 0; i < 40 && given.isEmpty(); i++) {
            drill.seconds++;
            given =
                    drill.give(new DrillInput.Served(drill.acknowledged, false)).stream()
                            .filter(Restore.class::isInstance)
                            .toList();
        }

        assertThat(given).containsExactly(new Restore());
        assertThat(drill.give(new DrillInput.Restored()).toString())
                .contains("no message was acknowledged for 30 s");
    }
}
