package dev.homeport.drills.verdict;

import static dev.homeport.drills.verdict.MadeFigures.assertOnly;

import dev.homeport.drills.run.DrillKind;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only drills that take over have to show. */
class TakeoverDemandsTest {

    private static List<DrillKind> takeovers() {
        return Stream.of(DrillKind.values()).filter(DrillKind::takesOver).toList();
    }

    @ParameterizedTest
    @MethodSource("takeovers")
    void withoutAnythingStrandedNoAdoptionIsShown(DrillKind kind) {
        var made = new MadeFigures();
        made.faults.put("adopted", 0L);
        made.stranded = OptionalLong.of(0);
        assertOnly(made.unmet(kind), "stranded: 0");

        made.stranded = OptionalLong.empty();
        assertOnly(made.unmet(kind), "stranded: not counted");
        made.isLost = false;
        assertOnly(made.unmet(kind), "stranded: not counted");
    }

    @ParameterizedTest
    @MethodSource("takeovers")
    void whatWasStrandedAndNotAdoptedBreaksTheDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.faults.put("adopted", 6L);

        assertOnly(made.unmet(kind), "adopted: 6 of 7 that were stranded");
    }

    @Test
    void whatWasAdoptedAndNobodyCountedAsStrandedBreaksTheLossOfASite() {
        var made = new MadeFigures();
        made.faults.put("adopted", 8L);

        assertOnly(made.unmet(DrillKind.SITE_LOSS), "adopted: 8 of 7 that were stranded");
    }

    @ParameterizedTest
    @MethodSource("takeovers")
    void aUserWhomNoOtherSiteServedBreaksTheDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.neverServed = 1;

        assertOnly(made.unmet(kind), "rtoMillis: 1 users of the site were never acknowledged");
    }

    @ParameterizedTest
    @MethodSource("takeovers")
    void homesThatNobodySawOpenBreakTheDrill(DrillKind kind) {
        var made = new MadeFigures();
        made.openMillis = OptionalLong.empty();

        assertOnly(made.unmet(kind), "openMillis: nobody saw");
    }
}
