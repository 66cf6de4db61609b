package dev.homeport.controlplane.decision;

import static dev.homeport.controlplane.decision.LostSites.LOST;
import static dev.homeport.controlplane.decision.LostSites.health;
import static dev.homeport.controlplane.decision.LostSites.takeover;
import static dev.homeport.controlplane.decision.MovingFleet.CANADA;
import static dev.homeport.controlplane.decision.MovingFleet.HONGKONG;
import static dev.homeport.controlplane.decision.MovingFleet.NOW;
import static dev.homeport.controlplane.decision.MovingFleet.SHANGHAI;
import static dev.homeport.controlplane.decision.MovingFleet.evacuation;
import static dev.homeport.controlplane.decision.MovingFleet.failBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.move.TransferState;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.takeover.TakeoverDecider;
import dev.homeport.controlplane.takeover.TakeoverPlanned;
import dev.homeport.controlplane.takeover.TakeoverPlanner;
import dev.homeport.controlplane.takeover.TakeoverWish;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakeoverCourseTest {

    private static final ShardSet HONGKONGS = ShardSet.range(1_365, 2_730);
    private static final FleetHealth HONGKONG_LOST = health(Map.of(HONGKONG, LOST));

    private MovingFleet fleet;

    @BeforeEach
    void begin() throws BrokenRuleException {
        fleet = new MovingFleet();
    }

    private TakeoverPlanned plan(TakeoverWish wish, FleetHealth health) {
        return TakeoverPlanner.plan(fleet.state(), wish, health, fleet.reportWithout(wish.lost()));
    }

    private TakeoverPlanned.Possible possible(TakeoverWish wish, FleetHealth health) {
        assertThat(plan(wish, health)).isInstanceOf(TakeoverPlanned.Possible.class);
        return (TakeoverPlanned.Possible) plan(wish, health);
    }

    private Ruling decide(String request, TakeoverWish wish, FleetHealth health) {
        return TakeoverDecider.decide(
                fleet.state(),
                wish,
                health,
                fleet.reportWithout(wish.lost()),
                MoveId.ofRequest(request),
                NOW);
    }

    private MoveId takenOver(String request, TakeoverWish wish, FleetHealth health)
            throws BrokenRuleException {
        fleet.record(decide(request, wish, health));
        return MoveId.ofRequest(request);
    }

    @Test
    void whatALostSiteIsHomeOfGoesToAnotherThatIsToldSo() throws BrokenRuleException {
        var planned = possible(takeover(HONGKONG, CANADA), HONGKONG_LOST);
        assertThat(planned.plan().kind()).isEqualTo(MoveKind.TAKEOVER);
        assertThat(planned.plan().transfers())
                .containsExactly(new Transfer(HONGKONGS, HONGKONG, CANADA, new Epoch(2)));
        assertThat(planned.receipt().bound()).isEqualTo("unbounded");
        assertThat(planned.receipt().waitsMillis()).isEqualTo(30_000);

        var id = takenOver("1", takeover(HONGKONG, CANADA), HONGKONG_LOST);
        var link = fleet.table().chainOf(new ShardId(1_365)).current();
        assertThat(link.home()).isEqualTo(CANADA);
        assertThat(link.lost()).containsExactly(HONGKONG);
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.TAKEN_OVER);
        assertThat(fleet.site(HONGKONG).standIn()).contains(CANADA);
        assertThat(fleet.move(id).receipt()).contains(planned.receipt());

        // It waits for the leases, and ends as every other move does.
        assertThat(MoveView.of(fleet.move(id), fleet.reportWithout(HONGKONG)))
                .allSatisfy(view -> {
                    assertThat(view.state()).isEqualTo(TransferState.WAITS_FOR_OPENING);
                    assertThat(view.detail().orElse("")).contains("leases of hongkong");
                });
        fleet.openAll(CANADA);
        fleet.record(fleet.step(id));
        assertThat(fleet.state().moves().findEnded(id).orElseThrow().outcome())
                .isEqualTo(MoveOutcome.DONE);
        assertThat(fleet.table().chainOf(new ShardId(1_365)).links()).hasSize(1);
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.TAKEN_OVER);
    }

    @Test
    void whatWasTakenOverStands() throws BrokenRuleException {
        takenOver("1", takeover(HONGKONG, CANADA), HONGKONG_LOST);
        assertThat(decide("1", takeover(HONGKONG), HONGKONG_LOST)).isEqualTo(new Ruling.Standing());
        assertThat(decide("2", takeover(HONGKONG), HONGKONG_LOST)).isEqualTo(new Ruling.Standing());
        assertThat(plan(takeover(HONGKONG), HONGKONG_LOST))
                .isInstanceOf(TakeoverPlanned.Already.class);
        assertThat(decide("1", takeover(CANADA), health(Map.of(CANADA, LOST))))
                .isInstanceOf(Ruling.Refused.class);
    }

    @Test
    void aMoveToASiteThatIsThenLostEndsOvertaken() throws BrokenRuleException {
        var move = fleet.begun("1", evacuation(CANADA, HONGKONG));
        var id = takenOver("2", takeover(HONGKONG), HONGKONG_LOST);
        // Canada's shards and Hongkong's own: all of them go on to the one site that is left.
        assertThat(fleet.move(id).shards()).isEqualTo(ShardSet.range(1_365, 4_096));
        assertThat(fleet.move(id).transfers())
                .allSatisfy(transfer -> assertThat(transfer.to()).isEqualTo(SHANGHAI));
        assertThat(fleet.state().moves().findEnded(move).orElseThrow().outcome())
                .isEqualTo(MoveOutcome.OVERTAKEN);
        assertThat(fleet.table().chainOf(new ShardId(4_000)).links()).hasSize(3);
        // Nobody's newcomers go to the lost site.
        assertThat(fleet.site(CANADA).standIn()).contains(SHANGHAI);
        fleet.openAll(SHANGHAI);
        fleet.record(fleet.step(id));
        assertThat(fleet.table().shardsHomedAt(SHANGHAI)).isEqualTo(ShardSet.all());
    }

    @Test
    void shardsThatLeftALostSiteStayWhereTheyAreAtANewEpoch() throws BrokenRuleException {
        var move = fleet.begun("1", evacuation(HONGKONG, CANADA));
        var id = takenOver("2", takeover(HONGKONG, SHANGHAI), HONGKONG_LOST);
        assertThat(fleet.move(id).transfers())
                .containsExactly(new Transfer(HONGKONGS, HONGKONG, CANADA, new Epoch(3)));
        var links = fleet.table().chainOf(new ShardId(2_000)).links();
        assertThat(links).hasSize(3);
        assertThat(links.getLast().lost()).containsExactly(HONGKONG);
        assertThat(fleet.state().moves().findEnded(move)).isPresent();
    }

    @Test
    void aSiteThatWasComingBackHasItsShardsWhenTheirOldHomeIsLost() throws BrokenRuleException {
        fleet.moved("1", evacuation(HONGKONG, CANADA));
        fleet.begun("2", failBack(HONGKONG));
        takenOver("3", takeover(CANADA, SHANGHAI), health(Map.of(CANADA, LOST)));
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.IN_SERVICE);
        assertThat(fleet.table().homeOf(new ShardId(2_000))).isEqualTo(HONGKONG);
        assertThat(fleet.table().homeOf(new ShardId(4_000))).isEqualTo(SHANGHAI);
    }

    @Test
    void aTakeoverOfTheOneThatTookOverGoesOnFromThere() throws BrokenRuleException {
        var first = takenOver("1", takeover(HONGKONG, CANADA), HONGKONG_LOST);
        var second = takenOver("2", takeover(CANADA, SHANGHAI), health(Map.of(CANADA, LOST)));
        assertThat(fleet.state().moves().findEnded(first).orElseThrow().outcome())
                .isEqualTo(MoveOutcome.OVERTAKEN);
        assertThat(fleet.move(second).shards()).isEqualTo(ShardSet.range(1_365, 4_096));
        assertThat(fleet.site(HONGKONG).standIn()).contains(SHANGHAI);
        assertThat(fleet.table().chainOf(new ShardId(2_000)).links())
                .extracting(link -> link.lost())
                .containsExactly(Set.of(), Set.of(HONGKONG), Set.of(CANADA));
    }

    @Test
    void aTakeoverWhoseShardsAreOpenIsNotTakenBack() throws BrokenRuleException {
        var id = takenOver("1", takeover(HONGKONG, CANADA), HONGKONG_LOST);
        fleet.openAll(CANADA);
        var report = fleet.reportWithout(HONGKONG);
        assertThat(MoveAbort.decide(fleet.state(), id, "it is back", report))
                .isInstanceOfSatisfying(
                        Ruling.Refused.class,
                        refused -> assertThat(refused.reason()).contains("open at canada already"));
    }

    @Test
    void aTakeoverIsTakenBackLikeAnyMove() throws BrokenRuleException {
        var id = takenOver("1", takeover(HONGKONG, CANADA), HONGKONG_LOST);
        fleet.record(MoveAbort.decide(fleet.state(), id, "it is back"));
        fleet.openAll(HONGKONG);
        fleet.record(fleet.step(id));
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.IN_SERVICE);
        assertThat(fleet.table().homeOf(new ShardId(2_000))).isEqualTo(HONGKONG);
        assertThat(fleet.state().moves().findEnded(id).orElseThrow().outcome())
                .isEqualTo(MoveOutcome.ABORTED);
        assertThat(List.copyOf(fleet.state().moves().open().keySet())).isEmpty();
    }
}
