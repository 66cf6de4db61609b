package dev.homeport.drills.run;

import static dev.homeport.drills.run.SteppedDrill.looked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.drills.run.DrillEffect.Begin;
import dev.homeport.drills.run.DrillEffect.Finish;
import dev.homeport.drills.run.DrillEffect.Restore;
import dev.homeport.drills.run.DrillPhase.Work;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The course of every script: to its end, given up in any phase, and stuck in any. */
class DrillCourseTest {

    @ParameterizedTest
    @MethodSource("dev.homeport.drills.run.Scripts#all")
    void whenAllIsWellEveryPhaseIsPassedInItsOrder(DrillScript script) {
        var drill = new SteppedDrill(script);

        drill.reach(script.phases().size() - 1);
        drill.goodSecond();

        assertThat(drill.effects.getLast()).isEqualTo(new Finish(DrillEnd.DONE, List.of()));
        assertThat(drill.machine.laps())
                .extracting(Lap::name)
                .containsExactlyElementsOf(script.phases().stream().map(DrillPhase::name).toList());
        assertThat(drill.effects).doesNotContain(new Restore());
    }

    @ParameterizedTest
    @MethodSource("dev.homeport.drills.run.Scripts#all")
    void everythingThatIsMadeIsUndoneBeforeItIsJudged(DrillScript script) {
        var works = script.phases().stream().map(DrillPhase::work).toList();
        var made = IntStream.range(0, works.size()).filter(i -> works.get(i) instanceof Work.Make);

        assertThat(made.max().orElseThrow())
                .isLessThan(works.indexOf(new Work.UndoAll()))
                .isLessThan(works.indexOf(new Work.ReadBack()));
        assertThat(works.getLast()).isEqualTo(new Work.ReadBack());
    }

    static Stream<Arguments> everyPhase() {
        return Scripts.all()
                .flatMap(script ->
                        IntStream.range(0, script.phases().size())
                                .mapToObj(phase -> Arguments.of(script, phase)));
    }

    @ParameterizedTest
    @MethodSource("everyPhase")
    void abortedInWhicheverPhaseItRestoresBeforeItIsOver(DrillScript script, int phase) {
        var drill = new SteppedDrill(script);
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
        var drill = new SteppedDrill(script);
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
}
