package dev.homeport.drills.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.load.LoadTimes.Quantiles;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.drills.verdict.Figures.OwnMove;
import dev.homeport.drills.verdict.Figures.Tables;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A drill must be able to fail: each demand is broken here by figures that were made up. */
class DemandsTest {

    private static final SiteId SITE = new SiteId("hongkong");
    private static final int RATE = 10;

    /** Figures that meet every demand of every kind, to be spoilt one at a time. */
    private static final class Made {

        private long acknowledged = 1_000;
        private long unknown = 20;
        private long unsettled;
        private final Map<String, Long> faults = new HashMap<>();
        private List<String> broken = List.of();
        private List<String> unreadable = List.of();
        private List<Bin> bins = seconds(9, 9, 9, 9, 9);
        private Optional<Quantiles> writePause = Optional.of(new Quantiles(200, 400, 900));
        private Tables tables = new Tables(OptionalLong.of(5), OptionalLong.of(5));
        private OptionalLong movesBegun = OptionalLong.of(0);
        private List<OwnMove> ownMoves =
                List.of(
                        new OwnMove("evacuation", "done", OptionalLong.of(900)),
                        new OwnMove("fail-back", "done", OptionalLong.of(800)));
        private OptionalLong othersPauseMillis = OptionalLong.of(900);
        private OptionalLong stranded = OptionalLong.of(7);
        private OptionalLong openMillis = OptionalLong.of(700);
        private long neverServed;
        private boolean isLost = true;
        private OptionalLong zombieMillis = OptionalLong.of(5_000);
        private OptionalLong zombieAcknowledged = OptionalLong.of(0);
        private List<String> leftovers = List.of();

        private Made() {
            faults.put("adopted", 7L);
        }

        private TakeoverFigures takeover() {
            return new TakeoverFigures(
                    stranded,
                    OptionalLong.of(4_000),
                    OptionalLong.of(300),
                    OptionalLong.of(2_000),
                    openMillis,
                    OptionalLong.of(900),
                    neverServed,
                    Optional.of(new Quantiles(7_000, 8_000, 8_000)));
        }

        List<String> unmet(DrillKind kind) {
            var order = new DrillOrder(kind, Optional.of(SITE), RATE, 10, "a test", 0);
            return Demands.unmet(
                    order,
                    new Figures(
                            acknowledged,
                            unknown,
                            0,
                            faults,
                            broken,
                            unsettled,
                            unreadable,
                            bins,
                            List.of(),
                            writePause,
                            othersPauseMillis,
                            Optional.empty(),
                            tables,
                            movesBegun,
                            ownMoves,
                            zombieMillis,
                            zombieAcknowledged,
                            isLost ? Optional.of(takeover()) : Optional.empty(),
                            leftovers));
        }
    }

    /** Seconds of the site in which its users got that many acknowledgements. */
    private static List<Bin> seconds(long... acknowledged) {
        return IntStream.range(0, acknowledged.length)
                .mapToObj(i -> new Bin(7 + i, SITE, acknowledged[i], 0, 0, true))
                .toList();
    }

    private static void assertOnly(List<String> unmet, String beginning) {
        assertThat(unmet).singleElement().asString().startsWith(beginning);
    }

    @ParameterizedTest
    @EnumSource
    void whatMeetsEveryDemandIsDone(DrillKind kind) {
        assertThat(new Made().unmet(kind)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "duplicated", "reordered", "doubleHomed"})
    void aBrokenPromiseOfTheServiceBreaksEveryDrill(String fault) {
        for (var kind : DrillKind.values()) {
            var made = new Made();
            made.faults.put(fault, 1L);
            made.broken = List.of(fault);

            assertOnly(made.unmet(kind), fault + ": 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void somethingStrandedAtTheEndBreaksEveryDrill(DrillKind kind) {
        var made = new Made();
        made.faults.put("stranded", 3L);

        assertOnly(made.unmet(kind), "stranded: 3");
    }

    @ParameterizedTest
    @EnumSource
    void fiveSecondsBelowNineTenthsOfTheRateBreakTheDrill(DrillKind kind) {
        var made = new Made();
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
        var made = new Made();
        made.bins = seconds(20, 20, 20, 20, 20, 0, 20, 20, 20, 20);

        assertThat(made.unmet(kind)).isEmpty();
    }

    @Test
    void aSecondInWhichTheSiteMayRestIsPassedOver() {
        var made = new Made();
        made.bins = new ArrayList<>(seconds(9, 9, 9, 9, 9));
        made.bins.add(new Bin(12, SITE, 0, 0, 0, false));

        assertThat(made.unmet(DrillKind.PAUSE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withoutFiveSecondsInARowThatCountNothingIsShown(DrillKind kind) {
        var made = new Made();
        made.bins = seconds(90, 90, 90, 90);

        assertOnly(made.unmet(kind), "rate: no 5 seconds in a row were counted");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TAKEOVER_OF_TAKEOVER")
    void aLongWaitOfWhoHasNothingToDoWithItBreaksTheDrill(DrillKind kind) {
        var made = new Made();
        made.othersPauseMillis = OptionalLong.of(10_001);

        assertOnly(made.unmet(kind), "othersPauseMillis: a user of another site waited 10001 ms");
    }

    private static List<DrillKind> takeovers() {
        return Stream.of(DrillKind.values()).filter(DrillKind::takesOver).toList();
    }

    @ParameterizedTest
    @MethodSource("takeovers")
    void withoutAnythingStrandedNoAdoptionIsShown(DrillKind kind) {
        var made = new Made();
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
        var made = new Made();
        made.faults.put("adopted", 6L);

        assertOnly(made.unmet(kind), "adopted: 6 of 7 that were stranded");
    }

    @Test
    void whatWasAdoptedAndNobodyCountedAsStrandedBreaksTheLossOfASite() {
        var made = new Made();
        made.faults.put("adopted", 8L);

        assertOnly(made.unmet(DrillKind.SITE_LOSS), "adopted: 8 of 7 that were stranded");
    }

    @ParameterizedTest
    @MethodSource("takeovers")
    void aUserWhomNoOtherSiteServedBreaksTheDrill(DrillKind kind) {
        var made = new Made();
        made.neverServed = 1;

        assertOnly(made.unmet(kind), "rtoMillis: 1 users of the site were never acknowledged");
    }

    @ParameterizedTest
    @MethodSource("takeovers")
    void homesThatNobodySawOpenBreakTheDrill(DrillKind kind) {
        var made = new Made();
        made.openMillis = OptionalLong.empty();

        assertOnly(made.unmet(kind), "openMillis: nobody saw");
    }

    @ParameterizedTest
    @EnumSource
    void moreThanTwoPercentUnknownBreaksTheDrill(DrillKind kind) {
        var made = new Made();
        made.acknowledged = 979;
        made.unknown = 21;

        assertOnly(made.unmet(kind), "unknown: 21 of 1000");
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownThatIsNotSettledBreaksTheDrill(DrillKind kind) {
        var made = new Made();
        made.unsettled = 1;

        assertOnly(made.unmet(kind), "unknown: 1 that some sites show");
    }

    @ParameterizedTest
    @EnumSource
    void whatCouldNotBeReadBackBreaksTheDrill(DrillKind kind) {
        var made = new Made();
        made.unreadable = List.of("canada/sql: away");

        assertOnly(made.unmet(kind), "not read back: canada/sql: away");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftChangedBreaksTheDrill(DrillKind kind) {
        var made = new Made();
        made.leftovers = List.of("hongkong is evacuated");

        assertOnly(made.unmet(kind), "not as it was before: hongkong is evacuated");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnAcknowledgementNothingIsShown(DrillKind kind) {
        var made = new Made();
        made.acknowledged = 0;
        made.unknown = 0;

        assertOnly(made.unmet(kind), "acknowledged: 0");
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSE", "CONTROL_PLANE_LOSS"})
    void aNewTableBreaksADrillInWhichNoHomeMayChangeHands(DrillKind kind) {
        var made = new Made();
        made.tables = new Tables(OptionalLong.of(5), OptionalLong.of(6));
        assertOnly(made.unmet(kind), "tableVersion: 5 before and 6 after");

        made.tables = new Tables(OptionalLong.of(5), OptionalLong.empty());
        assertOnly(made.unmet(kind), "tableVersion: not known");
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSE", "CONTROL_PLANE_LOSS"})
    void aMoveThatSomebodyBeganBreaksADrillInWhichNobodyMayTakeOver(DrillKind kind) {
        var made = new Made();
        made.movesBegun = OptionalLong.of(1);
        assertOnly(made.unmet(kind), "moves: 1 were begun");

        made.movesBegun = OptionalLong.empty();
        assertOnly(made.unmet(kind), "moves: nobody could be asked");
    }

    @Test
    void anAcknowledgementOfAZombieBreaksThePause() {
        var made = new Made();
        made.zombieAcknowledged = OptionalLong.of(1);
        assertOnly(made.unmet(DrillKind.PAUSE), "zombieAcknowledged: 1");

        made.zombieAcknowledged = OptionalLong.empty();
        assertOnly(made.unmet(DrillKind.PAUSE), "zombieAcknowledged: not measured");
    }

    @Test
    void aPauseThatNoLeaseRanOutInShowsNothing() {
        var made = new Made();
        made.zombieMillis = OptionalLong.of(0);

        assertOnly(made.unmet(DrillKind.PAUSE), "zombieMillis:");
    }

    @Test
    void aMoveThatDidNotComeToDoneBreaksTheEvacuation() {
        var made = new Made();
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
        var made = new Made();
        made.writePause = Optional.of(new Quantiles(200, 400, 10_001));
        assertOnly(made.unmet(DrillKind.EVACUATION), "writePauseMillis: a user waited 10001 ms");

        made.writePause = Optional.empty();
        assertOnly(made.unmet(DrillKind.EVACUATION), "writePauseMillis: not measured");
    }
}
