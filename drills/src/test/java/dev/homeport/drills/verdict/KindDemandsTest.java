package dev.homeport.drills.verdict;

import static dev.homeport.drills.verdict.MadeFigures.assertOnly;

import dev.homeport.client.load.LoadTimes.Quantiles;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.verdict.Figures.OwnMove;
import dev.homeport.drills.verdict.Figures.Tables;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only drills that pause or move a site, or lose the control plane, have to show. */
class KindDemandsTest {

    @ParameterizedTest
    @EnumSource(names = {"PAUSE", "CONTROL_PLANE_LOSS"})
    void aNewTableBreaksADrillInWhichNoHomeMayChangeHands(DrillKind kind) {
        var made = new MadeFigures();
        made.tables = new Tables(OptionalLong.of(5), OptionalLong.of(6));
        assertOnly(made.unmet(kind), "tableVersion: 5 before and 6 after");

        made.tables = new Tables(OptionalLong.of(5), OptionalLong.empty());
        assertOnly(made.unmet(kind), "tableVersion: not known");
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSE", "CONTROL_PLANE_LOSS"})
    void aMoveThatSomebodyBeganBreaksADrillInWhichNobodyMayTakeOver(DrillKind kind) {
        var made = new MadeFigures();
        made.movesBegun = OptionalLong.of(1);
        assertOnly(made.unmet(kind), "moves: 1 were begun");

        made.movesBegun = OptionalLong.empty();
        assertOnly(made.unmet(kind), "moves: nobody could be asked");
    }

    @Test
    void anAcknowledgementOfAZombieBreaksThePause() {
        var made = new MadeFigures();
        made.zombieAcknowledged = OptionalLong.of(1);
        assertOnly(made.unmet(DrillKind.PAUSE), "zombieAcknowledged: 1");

        made.zombieAcknowledged = OptionalLong.empty();
        assertOnly(made.unmet(DrillKind.PAUSE), "zombieAcknowledged: not measured");
    }

    @Test
    void aPauseThatNoLeaseRanOutInShowsNothing() {
        var made = new MadeFigures();
        made.zombieMillis = OptionalLong.of(0);

        assertOnly(made.unmet(DrillKind.PAUSE), "zombieMillis:");
    }

    @Test
    void aMoveThatDidNotComeToDoneBreaksTheEvacuation() {
        var made = new MadeFigures();
        made.ownMoves =
                List.of(
                        new OwnMove("evacuation", "done", OptionalLong.of(900)),
                        new OwnMove("fail-back", "aborted", OptionalLong.of(800)));
        assertOnly(made.unmet(DrillKind.EVACUATION), "fail-back: it did not come to done");

        made.ownMoves = List.of(new OwnMove("fail-back", "done", OptionalLong.of(800)));
        assertOnly(made.unmet(DrillKind.EVACUATION), "evacuation: it did not come to done");
    }

    @Test
    void aLongWritePauseBreaksTheEvacuation() {
        var made = new MadeFigures();
        made.writePause = Optional.of(new Quantiles(200, 400, 10_001));
        assertOnly(made.unmet(DrillKind.EVACUATION), "writePauseMillis: a user waited 10001 ms");

        made.writePause = Optional.empty();
        assertOnly(made.unmet(DrillKind.EVACUATION), "writePauseMillis: not measured");
    }
}
