package dev.homeport.drills.run;

import static dev.homeport.drills.run.Scripts.EVACUATION;
import static dev.homeport.drills.run.Scripts.LOSS;
import static dev.homeport.drills.run.Scripts.takeover;
import static dev.homeport.drills.run.SteppedDrill.looked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.drills.run.DrillEffect.Finish;
import dev.homeport.drills.run.DrillEffect.Restore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a drill waits for, and what breaks it. */
class DrillMachineTest {

    @Test
    void aSiteIsBroughtBackOnlyAfterItsHomesAreElsewhereAndItsUsersAreServedThere() {
        var drill = new SteppedDrill(takeover(DrillKind.SITE_LOSS));
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
        var drill = new SteppedDrill(takeover(DrillKind.PARTITION));
        drill.reach("adopt");

        drill.seconds++;
        drill.give(looked(List.of(), 1, List.of("hongkong has 3 orphans")));
        assertThat(drill.present().name()).isEqualTo("adopt");
        drill.give(looked(List.of(), 1, List.of()));

        assertThat(drill.present().name()).isEqualTo("fail-back");
    }

    @Test
    void theSecondTakeoverIsWaitedForToo() {
        var drill = new SteppedDrill(takeover(DrillKind.TAKEOVER_OF_TAKEOVER));
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
        var drill = new SteppedDrill(LOSS);
        drill.reach("read-back");

        assertThat(drill.give(new DrillInput.Judged(List.of("lost: 1, and none may be"))))
                .containsExactly(new Finish(DrillEnd.BROKEN, List.of("lost: 1, and none may be")));
    }

    @Test
    void aMoveThatEndsOtherwiseBreaksTheDrillAndIsRestored() {
        var drill = new SteppedDrill(EVACUATION);
        drill.reach("evacuate");

        assertThat(drill.give(new DrillInput.WorkFailed(DrillEnd.BROKEN, "it was taken back")))
                .containsExactly(new Restore());
        assertThat(drill.give(new DrillInput.Restored()))
                .containsExactly(
                        new Finish(DrillEnd.BROKEN, List.of("evacuate: it was taken back")));
    }

    @Test
    void aFleetThatIsNotWellIsNotDisturbed() {
        var drill = new SteppedDrill(LOSS);

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
        var drill = new SteppedDrill(EVACUATION);
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
        var drill = new SteppedDrill(LOSS);
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
