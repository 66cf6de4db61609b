package dev.homeport.drills.verdict;

import static dev.homeport.drills.verdict.MadeFigures.SITE;
import static dev.homeport.drills.verdict.MadeFigures.assertOnly;
import static dev.homeport.drills.verdict.MadeFigures.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.drills.run.DrillKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A drill must be able to fail: each demand of all kinds is broken here by made up figures. */
class DemandsTest {

    @ParameterizedTest
    @EnumSource
    void whatMeetsEveryDemandIsDone(DrillKind kind) {
        assertThat(new MadeFigures().unmet(kind)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "duplicated", "reordered", "doubleHomed"})
    void aBrokenPromiseOfTheServiceBreaksEveryDrill(String fault) {
        for (var kind : DrillKind.values()) {
            var made = new MadeFigures();
            made.faults.put(fault, 1L);
            made.broken = List.of(fault);

            assertOnly(made.unmet(kind), fault + ": 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void somethingStrandedAtTheEndBreaksEveryDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.faults.put("stranded", 3L);

        assertOnly(made.unmet(kind), "stranded: 3");
    }

    @ParameterizedTest
    @EnumSource
    void fiveSecondsBelowNineTenthsOfTheRateBreakTheDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.bins = seconds(10, 10, 10, 10, 10, 4, 0, 10);

        assertThat(made.unmet(kind))
                .singleElement()
                .asString()
                .startsWith("rate: in 3 of 4 times 5 seconds")
                .contains("hongkong 44 from second 8, hongkong 34 from second 9");
    }

    @ParameterizedTest
    @EnumSource
    void oneSecondThatTheNextOnesMakeGoodIsNoOutage(DrillKind kind) {
        var made = new MadeFigures();
        made.bins = seconds(20, 20, 20, 20, 20, 0, 20, 20, 20, 20);

        assertThat(made.unmet(kind)).isEmpty();
    }

    @Test
    void aSecondInWhichTheSiteMayRestIsPassedOver() {
        var made = new MadeFigures();
        made.bins = new ArrayList<>(seconds(9, 9, 9, 9, 9));
        made.bins.add(new Bin(12, SITE, 0, 0, 0, false));

        assertThat(made.unmet(DrillKind.PAUSE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withoutFiveSecondsInARowThatCountNothingIsShown(DrillKind kind) {
        var made = new MadeFigures();
        made.bins = seconds(90, 90, 90, 90);

        assertOnly(made.unmet(kind), "rate: no 5 seconds in a row were counted");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TAKEOVER_OF_TAKEOVER")
    void aLongWaitOfWhoHasNothingToDoWithItBreaksTheDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.othersPauseMillis = OptionalLong.of(10_001);

        assertOnly(made.unmet(kind), "othersPauseMillis: a user of another site waited 10001 ms");
    }

    @ParameterizedTest
    @EnumSource
    void moreThanTwoPercentUnknownBreaksTheDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.acknowledged = 979;
        made.unknown = 21;

        assertOnly(made.unmet(kind), "unknown: 21 of 1000");
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownThatIsNotSettledBreaksTheDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.unsettled = 1;

        assertOnly(made.unmet(kind), "unknown: 1 that some sites show");
    }

    @ParameterizedTest
    @EnumSource
    void whatCouldNotBeReadBackBreaksTheDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.unreadable = List.of("canada/sql: away");

        assertOnly(made.unmet(kind), "not read back: canada/sql: away");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftChangedBreaksTheDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.leftovers = List.of("hongkong is evacuated");

        assertOnly(made.unmet(kind), "not as it was before: hongkong is evacuated");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnAcknowledgementNothingIsShown(DrillKind kind) {
        var made = new MadeFigures();
        made.acknowledged = 0;
        made.unknown = 0;

        assertOnly(made.unmet(kind), "acknowledged: 0");
    }
}
