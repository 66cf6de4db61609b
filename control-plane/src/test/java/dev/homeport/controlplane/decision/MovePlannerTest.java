package dev.homeport.controlplane.decision;

import static dev.homeport.controlplane.decision.MovingFleet.CANADA;
import static dev.homeport.controlplane.decision.MovingFleet.HONGKONG;
import static dev.homeport.controlplane.decision.MovingFleet.SHANGHAI;
import static dev.homeport.controlplane.decision.MovingFleet.evacuation;
import static dev.homeport.controlplane.decision.MovingFleet.failBack;
import static dev.homeport.controlplane.decision.MovingFleet.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.move.Moves;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MovePlannerTest {

    private MovingFleet fleet;

    @BeforeEach
    void begin() throws BrokenRuleException {
        fleet = new MovingFleet();
    }

    static void assertRefused(Planned planned, ErrorCode code, String... words) {
        assertThat(planned)
                .isInstanceOfSatisfying(
                        Planned.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(code);
                            assertThat(refused.reason()).contains(words);
                        });
    }

    @Test
    void evacuationGivesAllShardsToTheSiteWithTheFewest() {
        var shards = fleet.table().shardsHomedAt(HONGKONG);
        var plan = fleet.planned(evacuation(HONGKONG));

        // Shanghai has 1365 shards, canada 1366.
        assertThat(plan.transfers())
                .containsExactly(new Transfer(shards, HONGKONG, SHANGHAI, new Epoch(2)));
        assertThat(plan.fromVersion()).isEqualTo(1);
        assertThat(plan.toVersion()).isEqualTo(2);
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.steps()).hasSize(4);
    }

    @Test
    void evacuationGoesWhereTheOperatorSays() {
        assertThat(fleet.planned(evacuation(HONGKONG, CANADA)).transfers())
                .allSatisfy(transfer -> assertThat(transfer.to()).isEqualTo(CANADA));
    }

    @Test
    void planIsTheSameToTheLetterHoweverOftenItIsMade() {
        assertThat(fleet.planned(evacuation(HONGKONG)))
                .isEqualTo(fleet.planned(evacuation(HONGKONG)));
    }

    @Test
    void moveAfterAMoveConfirmsWhatIsSeenOpenAndGivesItAnEpochMore() throws Exception {
        // Given that canada has opened what it was given, and that nobody has confirmed it
        var half = ShardSet.range(0, 100);
        fleet.record(
                List.of(new TableCommitted(fleet.table().withAssignment(half, CANADA, Set.of()))));
        fleet.openAll(SHANGHAI);
        fleet.openAll(CANADA);

        var plan = fleet.planned(evacuation(CANADA, SHANGHAI));
        assertThat(plan.toVersion()).isEqualTo(plan.fromVersion() + 2);
        assertThat(plan.transfers()).hasSize(2);
        assertThat(plan.transfers().get(1))
                .isEqualTo(new Transfer(half, CANADA, SHANGHAI, new Epoch(3)));
        assertThat(plan.next().continues(fleet.table())).isTrue();
    }

    @Test
    void fleetThatHasNotBegunMovesNothing() {
        assertRefused(
                MovePlanner.plan(ControlState.EMPTY, evacuation(CANADA), FleetReport.NOTHING),
                ErrorCode.UNAVAILABLE,
                "not begun");
    }

    @Test
    void unknownSitesAreNamed() {
        var nowhere = new SiteId("nowhere");
        assertRefused(fleet.plan(evacuation(nowhere)), ErrorCode.NOT_FOUND, "site: nowhere");
        assertRefused(fleet.plan(failBack(nowhere)), ErrorCode.NOT_FOUND, "site: nowhere");
        assertRefused(fleet.plan(evacuation(CANADA, nowhere)), ErrorCode.NOT_FOUND, "to: nowhere");
    }

    @Test
    void otherTableThanTheOperatorLookedAtIsRefused() {
        var wish = evacuation(CANADA);
        assertRefused(
                fleet.plan(expecting(wish, 7)), ErrorCode.CONFLICT, "expectedVersion: table 1");
        assertThat(fleet.plan(expecting(wish, 1))).isInstanceOf(Planned.Possible.class);
    }

    private static MoveWish expecting(MoveWish wish, long version) {
        return new MoveWish(
                wish.kind(),
                wish.site(),
                wish.to(),
                OptionalLong.of(version),
                wish.by(),
                wish.reason());
    }

    @Test
    void siteIsNotEvacuatedIntoItself() {
        assertRefused(
                fleet.plan(evacuation(CANADA, CANADA)), ErrorCode.INVALID, "to: canada is the");
    }

    @Test
    void failBackNamesNoTarget() {
        var wish = failBack(CANADA);
        var named =
                new MoveWish(
                        wish.kind(),
                        wish.site(),
                        Optional.of(SHANGHAI),
                        wish.expectedVersion(),
                        wish.by(),
                        wish.reason());
        assertRefused(fleet.plan(named), ErrorCode.INVALID, "leave it out");
    }

    @Test
    void whatIsSoAlreadyIsNotMoved() throws Exception {
        assertThat(fleet.plan(failBack(CANADA))).isInstanceOf(Planned.Already.class);
        fleet.moved("1", evacuation(CANADA));
        assertThat(fleet.plan(evacuation(CANADA))).isInstanceOf(Planned.Already.class);
    }

    @Test
    void siteWithAPartInAMoveWaitsUntilItEnds() throws Exception {
        fleet.begun("1", evacuation(CANADA, SHANGHAI));

        assertRefused(fleet.plan(evacuation(CANADA)), ErrorCode.CONFLICT, "part in move m-");
        assertRefused(fleet.plan(failBack(CANADA)), ErrorCode.CONFLICT, "part in move m-");
        // The target could be about to give away what it has just been given.
        assertRefused(fleet.plan(evacuation(SHANGHAI)), ErrorCode.CONFLICT, "part in move m-");
    }

    @Test
    void siteThatGivesItsShardsAwayTakesNoOthers() throws Exception {
        fleet.begun("1", evacuation(CANADA, SHANGHAI));
        assertRefused(
                fleet.plan(evacuation(HONGKONG, CANADA)),
                ErrorCode.CONFLICT,
                "to: canada gives its own shards away");
        assertThat(fleet.planned(evacuation(HONGKONG)).transfers().getFirst().to())
                .isEqualTo(SHANGHAI);
    }

    @Test
    void cordonedAndEvacuatedSitesAreGivenNothing() throws Exception {
        fleet.record(Cordoning.decide(fleet.state(), SHANGHAI, true, "a test"));
        assertRefused(
                fleet.plan(evacuation(HONGKONG, SHANGHAI)),
                ErrorCode.CONFLICT,
                "cordoned",
                "lift the cordon");
        assertThat(fleet.planned(evacuation(HONGKONG)).transfers().getFirst().to())
                .isEqualTo(CANADA);

        fleet.moved("1", evacuation(CANADA, HONGKONG));
        assertRefused(
                fleet.plan(evacuation(HONGKONG, CANADA)),
                ErrorCode.CONFLICT,
                "evacuated",
                "fail it back");
        assertRefused(fleet.plan(evacuation(HONGKONG)), ErrorCode.CONFLICT, "no other site");
    }

    @Test
    void cordonedSiteGetsItsOwnShardsBackOnlyOnceTheCordonIsLifted() throws Exception {
        // Its shards went elsewhere without it being evacuated as a whole.
        var half = ShardSet.range(0, 100);
        fleet.record(
                List.of(new TableCommitted(fleet.table().withAssignment(half, CANADA, Set.of()))));
        MovingFleet.SITES.forEach(fleet::openAll);
        fleet.record(Cordoning.decide(fleet.state(), SHANGHAI, true, "a test"));
        assertRefused(fleet.plan(failBack(SHANGHAI)), ErrorCode.CONFLICT, "lift the cordon");

        fleet.record(Cordoning.decide(fleet.state(), SHANGHAI, false, "a test"));
        assertThat(fleet.planned(failBack(SHANGHAI)).transfers())
                .containsExactly(new Transfer(half, CANADA, SHANGHAI, new Epoch(3)));
    }

    @Test
    void shardsThatAreNotSeenOpenAreNotMovedOn() throws Exception {
        var half = ShardSet.range(0, 100);
        fleet.record(
                List.of(new TableCommitted(fleet.table().withAssignment(half, CANADA, Set.of()))));
        fleet.close(SHANGHAI);

        assertRefused(
                fleet.plan(evacuation(CANADA, HONGKONG)),
                ErrorCode.CONFLICT,
                "canada has not yet opened shards 0-99 at epoch 2");
    }

    @Test
    void noMoreMovesAreOpenThanTheStateHolds() throws Exception {
        for (var i = 0; i < Moves.MOST_OPEN; i++) {
            var given = ShardSet.range(i, i + 1);
            var table = fleet.table().withAssignment(given, CANADA, Set.of());
            fleet.record(
                    List.of(
                            new TableCommitted(table),
                            OpenMoves.of("filler-" + i, SHANGHAI, given, CANADA, table)));
        }
        assertRefused(fleet.plan(evacuation(HONGKONG)), ErrorCode.CONFLICT, "8 are open");
    }

    @Test
    void siteThatLooksOnAndLagsIsAWarning() {
        fleet.spoil(SHANGHAI, node -> MovingFleet.withLink(node, link(HONGKONG, "DOWN", 0, 0)));
        assertThat(fleet.planned(evacuation(HONGKONG, CANADA)).warnings())
                .singleElement()
                .asString()
                .contains("shanghai does not get all that hongkong writes");
    }

    @Test
    void failBackGivesASiteItsOwnShardsAndNoOthers() throws Exception {
        var own = fleet.table().shardsHomedAt(HONGKONG);
        fleet.moved("1", evacuation(HONGKONG, CANADA));
        fleet.moved("2", evacuation(CANADA, SHANGHAI));

        var plan = fleet.planned(failBack(HONGKONG));
        assertThat(plan.transfers())
                .containsExactly(new Transfer(own, SHANGHAI, HONGKONG, new Epoch(4)));
    }
}
