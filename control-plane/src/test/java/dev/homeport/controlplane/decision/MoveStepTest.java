package dev.homeport.controlplane.decision;

import static dev.homeport.controlplane.decision.MovingFleet.CANADA;
import static dev.homeport.controlplane.decision.MovingFleet.HONGKONG;
import static dev.homeport.controlplane.decision.MovingFleet.SHANGHAI;
import static dev.homeport.controlplane.decision.MovingFleet.evacuation;
import static dev.homeport.controlplane.decision.MovingFleet.failBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.NativeHomes;
import dev.homeport.controlplane.move.TransferState;
import dev.homeport.controlplane.move.TransferView;
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The course of moves, from their begin to their end. */
class MoveStepTest {

    private MovingFleet fleet;

    @BeforeEach
    void begin() throws BrokenRuleException {
        fleet = new MovingFleet();
    }

    private MoveOutcome outcome(MoveId id) {
        return fleet.state().moves().findEnded(id).orElseThrow().outcome();
    }

    @Test
    void evacuationBeginsWithTheTableAndTheStandInAndEndsWhenAllIsSeenOpen() throws Exception {
        var shards = fleet.table().shardsHomedAt(HONGKONG);
        var plan = fleet.planned(evacuation(HONGKONG, CANADA));
        var id = fleet.begun("1", evacuation(HONGKONG, CANADA));

        assertThat(fleet.table()).isEqualTo(plan.next());
        assertThat(fleet.move(id).transfers()).isEqualTo(plan.transfers());
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.EVACUATED);
        assertThat(fleet.site(HONGKONG).standIn()).contains(CANADA);

        // Nothing is assumed of a target that says nothing, or not yet.
        assertThat(fleet.step(id)).isEqualTo(new Ruling.Standing());
        fleet.close(HONGKONG);
        assertThat(fleet.step(id)).isEqualTo(new Ruling.Standing());
        assertThat(MoveStep.decide(fleet.state(), id, FleetReport.NOTHING, 0))
                .isEqualTo(new Ruling.Standing());

        fleet.openAll(CANADA);
        fleet.record(fleet.step(id));
        assertThat(outcome(id)).isEqualTo(MoveOutcome.DONE);
        assertThat(fleet.table().shardsHomedAt(CANADA).containsAll(shards)).isTrue();
        assertThat(fleet.table().allotments())
                .allSatisfy(a -> assertThat(a.chain().earlier()).isEmpty());
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.EVACUATED);
        // And once ended there is nothing more to decide.
        assertThat(fleet.step(id)).isEqualTo(new Ruling.Standing());
    }

    @Test
    void openingOfAPartEndsNothing() throws Exception {
        // Given that the shards of a fail-back stand at two sites
        var half = ShardSet.range(0, 100);
        var table = fleet.table().withAssignment(half, CANADA, Set.of());
        fleet.record(List.of(new TableCommitted(table)));
        MovingFleet.SITES.forEach(fleet::openAll);
        fleet.moved("1", evacuation(SHANGHAI, HONGKONG));
        var id = fleet.begun("2", failBack(SHANGHAI));
        assertThat(fleet.move(id).transfers()).hasSize(2);

        // When only one part of them is open at its new home
        fleet.openOnly(SHANGHAI, half);
        assertThat(fleet.step(id)).isEqualTo(new Ruling.Standing());
        fleet.openAll(SHANGHAI);
        assertThat(fleet.step(id)).isInstanceOf(Ruling.Granted.class);
    }

    @Test
    void failBackPutsASiteInServiceOnlyAtItsEnd() throws Exception {
        var own = fleet.table().shardsHomedAt(HONGKONG);
        fleet.moved("1", evacuation(HONGKONG, CANADA));
        var id = fleet.begun("2", failBack(HONGKONG));
        assertThat(fleet.site(HONGKONG).standIn()).contains(CANADA);

        fleet.openAll(HONGKONG);
        fleet.record(fleet.step(id));
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.IN_SERVICE);
        assertThat(fleet.site(HONGKONG).standIn()).isEmpty();
        assertThat(fleet.table().shardsHomedAt(HONGKONG)).isEqualTo(own);
    }

    @Test
    void abortBeforeTheOpeningGivesAllBackByAnEpochOfItsOwn() throws Exception {
        var own = fleet.table().shardsHomedAt(HONGKONG);
        var id = fleet.begun("1", evacuation(HONGKONG, CANADA));
        fleet.close(HONGKONG);
        fleet.record(MoveAbort.decide(fleet.state(), id, "a second thought"));

        assertThat(fleet.move(id).phase()).isEqualTo(MovePhase.ABORTING);
        assertThat(fleet.move(id).reason()).isEqualTo("a second thought");
        assertThat(fleet.table().shardsHomedAt(HONGKONG)).isEqualTo(own);
        assertThat(fleet.step(id)).isEqualTo(new Ruling.Standing());
        assertThat(MoveAbort.decide(fleet.state(), id, "again")).isEqualTo(new Ruling.Standing());

        fleet.openAll(HONGKONG);
        fleet.record(fleet.step(id));
        assertThat(outcome(id)).isEqualTo(MoveOutcome.ABORTED);
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.IN_SERVICE);
        assertThat(MoveAbort.decide(fleet.state(), id, "again")).isEqualTo(new Ruling.Standing());
    }

    @Test
    void abortAfterTheOpeningIsAMoveBack() throws Exception {
        var id = fleet.begun("1", evacuation(HONGKONG, CANADA));
        fleet.close(HONGKONG);
        fleet.openAll(CANADA);
        fleet.record(MoveAbort.decide(fleet.state(), id, "a second thought"));
        // What canada has open is the epoch before: it proves nothing about the way back.
        assertThat(fleet.step(id)).isEqualTo(new Ruling.Standing());

        fleet.openAll(CANADA);
        fleet.openAll(HONGKONG);
        fleet.record(fleet.step(id));
        assertThat(outcome(id)).isEqualTo(MoveOutcome.ABORTED);
    }

    @Test
    void abortOfAFailBackLeavesTheSiteEvacuated() throws Exception {
        fleet.moved("1", evacuation(HONGKONG, CANADA));
        var id = fleet.begun("2", failBack(HONGKONG));
        fleet.record(MoveAbort.decide(fleet.state(), id, "a second thought"));
        fleet.openAll(CANADA);
        fleet.record(fleet.step(id));

        assertThat(outcome(id)).isEqualTo(MoveOutcome.ABORTED);
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.EVACUATED);
        assertThat(fleet.site(HONGKONG).standIn()).contains(CANADA);
    }

    @Test
    void endedMoveIsNotTakenBackAndAnUnknownOneNotFound() throws Exception {
        fleet.moved("1", evacuation(HONGKONG, CANADA));
        assertThat(MoveAbort.decide(fleet.state(), MoveId.ofRequest("1"), "late"))
                .isInstanceOfSatisfying(
                        Ruling.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
                            assertThat(refused.reason()).contains("fail hongkong back instead");
                        });
        assertThat(MoveAbort.decide(fleet.state(), MoveId.ofRequest("other"), "why"))
                .isInstanceOfSatisfying(
                        Ruling.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void requestThatIsMadeAgainIsTheSameMove() throws Exception {
        var wish = evacuation(HONGKONG, CANADA);
        fleet.begun("1", wish);
        assertThat(fleet.begin("1", wish)).isEqualTo(new Ruling.Standing());
        assertThat(fleet.begin("1", evacuation(SHANGHAI)))
                .isInstanceOfSatisfying(
                        Ruling.Refused.class,
                        refused -> assertThat(refused.reason()).contains("use another one"));

        MovingFleet.SITES.forEach(fleet::openAll);
        fleet.record(fleet.step(MoveId.ofRequest("1")));
        assertThat(fleet.begin("1", wish)).isEqualTo(new Ruling.Standing());
    }

    @Test
    void secondOperatorsDecisionOnTheSameStateIsRefusedAndThenPlannedAnew() throws Exception {
        var first = fleet.begin("1", evacuation(SHANGHAI, CANADA));
        var second = (Ruling.Granted) fleet.begin("2", evacuation(CANADA, SHANGHAI));
        var basis = fleet.state().decisions();
        fleet.record(first);

        var late = new Decision(basis, "a test", 1, "late", second.records());
        assertThatThrownBy(() -> fleet.state().after(late)).isInstanceOf(BrokenRuleException.class);
        // Decided again it is refused: never both into each other.
        assertThat(fleet.begin("2", evacuation(CANADA, SHANGHAI)))
                .isInstanceOf(Ruling.Refused.class);
    }

    @Test
    void logThatIsOlderThanMovesLearnsItsNativesWithTheFirst() throws Exception {
        var state = fleet.state();
        var old =
                new ControlState(
                        state.decisions(),
                        state.topology(),
                        state.policy(),
                        state.table(),
                        NativeHomes.NONE,
                        state.moves());
        var begun =
                (Ruling.Granted)
                        MoveBegin.decide(
                                old,
                                evacuation(CANADA, HONGKONG),
                                MoveId.ofRequest("1"),
                                fleet.report(),
                                MovingFleet.NOW);
        var after = old.after(new Decision(old.decisions(), "a test", 1, "x", begun.records()));
        assertThat(after.natives()).isEqualTo(state.natives());
        assertThat(after.natives().isEmpty()).isFalse();
    }

    @Test
    void viewTellsWhatATransferWaitsFor() throws Exception {
        var id = fleet.begun("1", evacuation(HONGKONG, CANADA));
        assertThat(view(id, fleet.report()).state()).isEqualTo(TransferState.WAITS_FOR_CLOSING);
        assertThat(view(id, fleet.reportWithout(HONGKONG)).detail())
                .contains("no node of hongkong answers");

        fleet.close(HONGKONG);
        assertThat(view(id, fleet.report()).state()).isEqualTo(TransferState.WAITS_FOR_OPENING);
        fleet.spoil(CANADA, node -> MovingFleet.withView(node, 0, Optional.of("no database")));
        assertThat(view(id, fleet.report()).detail()).contains("the view of canada: no database");

        fleet.openAll(CANADA);
        assertThat(view(id, fleet.report()).state()).isEqualTo(TransferState.OPEN);
        fleet.spoil(CANADA, MovingFleet::leaderless);
        var last = view(id, fleet.report());
        assertThat(last.state()).isEqualTo(TransferState.WAITS_FOR_LEASE);
        assertThat(last.detail()).contains("no node leads the log of canada");
    }

    private TransferView view(MoveId id, FleetReport report) {
        return MoveView.of(fleet.move(id), report).getFirst();
    }

    @Test
    void cordonsArePutUpAndLiftedAndAreNoneOfAnEvacuatedSites() throws Exception {
        fleet.record(Cordoning.decide(fleet.state(), CANADA, true, "work on it"));
        assertThat(fleet.site(CANADA).state()).isEqualTo(SiteState.CORDONED);
        assertThat(Cordoning.decide(fleet.state(), CANADA, true, "again"))
                .isEqualTo(new Ruling.Standing());
        // A cordoned site may be evacuated, and says what an abort would do.
        assertThat(fleet.planned(evacuation(CANADA)).warnings())
                .containsExactly("canada is cordoned; an abort puts it back in service");
        fleet.record(Cordoning.decide(fleet.state(), CANADA, false, "done"));
        assertThat(fleet.site(CANADA).state()).isEqualTo(SiteState.IN_SERVICE);

        fleet.moved("1", evacuation(CANADA));
        for (var cordoned : List.of(true, false)) {
            assertThat(Cordoning.decide(fleet.state(), CANADA, cordoned, "why"))
                    .isInstanceOfSatisfying(
                            Ruling.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
        }
        assertThat(Cordoning.decide(fleet.state(), new SiteId("nowhere"), true, "why"))
                .isInstanceOfSatisfying(
                        Ruling.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
}
