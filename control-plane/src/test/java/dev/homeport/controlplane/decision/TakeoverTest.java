package dev.homeport.controlplane.decision;

import static dev.homeport.controlplane.decision.LostSites.LOST;
import static dev.homeport.controlplane.decision.LostSites.fenced;
import static dev.homeport.controlplane.decision.LostSites.health;
import static dev.homeport.controlplane.decision.LostSites.takeover;
import static dev.homeport.controlplane.decision.MovingFleet.CANADA;
import static dev.homeport.controlplane.decision.MovingFleet.HONGKONG;
import static dev.homeport.controlplane.decision.MovingFleet.NOW;
import static dev.homeport.controlplane.decision.MovingFleet.SHANGHAI;
import static dev.homeport.controlplane.decision.MovingFleet.evacuation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.Receipt;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.move.TransferState;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.takeover.TakeoverDecider;
import dev.homeport.controlplane.takeover.TakeoverPlanned;
import dev.homeport.controlplane.takeover.TakeoverPlanner;
import dev.homeport.controlplane.takeover.TakeoverWish;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakeoverTest {

    private static final ShardSet HONGKONGS = ShardSet.range(1_365, 2_730);
    private static final FleetHealth HONGKONG_LOST = health(Map.of(HONGKONG, LOST));

    private MovingFleet fleet;

    @BeforeEach
    void begin() throws BrokenRuleException {
        fleet = new MovingFleet();
    }

    private TakeoverPlanned plan(TakeoverWish wish, FleetHealth health) {
        return TakeoverPlanner.plan(
                fleet.state(), wish, health, fleet.reportWithout(wish.lost()));
    }

    private TakeoverPlanned.Possible possible(TakeoverWish wish, FleetHealth health) {
        assertThat(plan(wish, health)).isInstanceOf(TakeoverPlanned.Possible.class);
        return (TakeoverPlanned.Possible) plan(wish, health);
    }

    private void assertRefused(
            TakeoverWish wish, FleetHealth health, ErrorCode code, String... words) {
        assertThat(plan(wish, health))
                .isInstanceOfSatisfying(TakeoverPlanned.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.reason()).contains(words);
                });
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
    void theSiteWithTheFewestShardsIsChosenAndThePlanIsTheSameEachTime() {
        var first = possible(takeover(HONGKONG), HONGKONG_LOST);
        assertThat(first.target()).isEqualTo(SHANGHAI);
        assertThat(possible(takeover(HONGKONG), HONGKONG_LOST)).isEqualTo(first);
        // One that is cordoned, or not well, is passed over.
        var shaken =
                health(
                        Map.of(
                                HONGKONG,
                                LOST,
                                SHANGHAI,
                                new SiteHealth.Degraded(Set.of(Part.LOG))));
        assertThat(possible(takeover(HONGKONG), shaken).target()).isEqualTo(CANADA);
    }

    @Test
    void theReceiptSaysHowFarOthersHaveTheLostSitesNewestLog() {
        var log = new SiteLog(HONGKONG, 2);
        fleet.spoil(
                CANADA,
                node ->
                        MovingFleet.withStreams(
                                node, Map.of(log, 4_711L, new SiteLog(HONGKONG, 1), 12L)));
        var receipt = possible(fenced(HONGKONG, "its power is off"), HONGKONG_LOST).receipt();
        assertThat(receipt.mirrored())
                .containsExactly(
                        new Receipt.Mirrored(CANADA, log, 4_711),
                        new Receipt.Mirrored(SHANGHAI, log, 0));
        assertThat(receipt.waitsMillis()).isZero();
        assertThat(receipt.fence()).contains("its power is off");
        var next = possible(fenced(HONGKONG, "its power is off"), HONGKONG_LOST).plan().next();
        assertThat(next.fences()).containsEntry(log, 2L);
        assertThat(next.version()).isEqualTo(3);
    }

    @Test
    void whoIsNotLostIsNotTakenOver() {
        assertRefused(takeover(HONGKONG), health(Map.of()), ErrorCode.CONFLICT, "not lost");
        for (var part : Part.values()) {
            var degraded = health(Map.of(HONGKONG, new SiteHealth.Degraded(Set.of(part))));
            assertRefused(
                    takeover(HONGKONG), degraded, ErrorCode.CONFLICT, part.label(), "not lost");
        }
        assertRefused(
                takeover(HONGKONG), FleetHealth.UNKNOWN, ErrorCode.UNAVAILABLE, "ask again later");
    }

    @Test
    void aFenceCountsForASiteThatIsDegradedButNotForOneThatAnswers() {
        var degraded = health(Map.of(HONGKONG, new SiteHealth.Degraded(Set.of(Part.ACCESS))));
        assertThat(possible(fenced(HONGKONG, "switched off"), degraded).plan().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("degraded (access)"));
        assertRefused(
                fenced(HONGKONG, "switched off"),
                health(Map.of()),
                ErrorCode.UNAVAILABLE,
                "answers");
    }

    @Test
    void withoutAMajorityOfWitnessesNobodyCouldGetALease() {
        var two =
                health(
                        Map.of(
                                HONGKONG,
                                LOST,
                                CANADA,
                                new SiteHealth.Degraded(Set.of(Part.WITNESS))));
        assertRefused(takeover(HONGKONG, SHANGHAI), two, ErrorCode.UNAVAILABLE, "majority");
        assertRefused(
                fenced(HONGKONG, "burnt"),
                health(Map.of(HONGKONG, LOST, CANADA, LOST)),
                ErrorCode.UNAVAILABLE,
                "witnesses");
    }

    @Test
    void aTargetMustBeInServiceWellAndUpToDate() throws BrokenRuleException {
        var atlantis = new SiteId("atlantis");
        assertRefused(takeover(HONGKONG, atlantis), HONGKONG_LOST, ErrorCode.NOT_FOUND, "to: ");
        assertRefused(takeover(HONGKONG, HONGKONG), HONGKONG_LOST, ErrorCode.INVALID, "lost");
        assertRefused(takeover(atlantis), HONGKONG_LOST, ErrorCode.NOT_FOUND, "site: ");
        var shaken =
                health(
                        Map.of(
                                HONGKONG,
                                LOST,
                                CANADA,
                                new SiteHealth.Degraded(Set.of(Part.LOG))));
        assertRefused(
                takeover(HONGKONG, CANADA), shaken, ErrorCode.UNAVAILABLE, "degraded (log)");
        fleet.spoil(CANADA, node -> MovingFleet.withView(node, 60_000, Optional.empty()));
        assertRefused(
                takeover(HONGKONG, CANADA), HONGKONG_LOST, ErrorCode.UNAVAILABLE, "behind");
        fleet.spoil(CANADA, node -> MovingFleet.withView(node, 0, Optional.of("no database")));
        assertRefused(
                takeover(HONGKONG, CANADA), HONGKONG_LOST, ErrorCode.UNAVAILABLE, "no database");
        fleet.spoil(CANADA, MovingFleet::leaderless);
        assertRefused(
                takeover(HONGKONG, CANADA), HONGKONG_LOST, ErrorCode.UNAVAILABLE, "leads");
        fleet.record(Cordoning.decide(fleet.state(), SHANGHAI, true, "a test"));
        assertRefused(
                takeover(HONGKONG, SHANGHAI), HONGKONG_LOST, ErrorCode.CONFLICT, "cordoned");
        assertRefused(takeover(HONGKONG), HONGKONG_LOST, ErrorCode.UNAVAILABLE, "no other site");
    }

    @Test
    void anotherTableThanTheExpectedOneIsRefused() {
        var wish =
                new TakeoverWish(
                        HONGKONG,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.of(7),
                        "an operator",
                        "a test");
        assertRefused(wish, HONGKONG_LOST, ErrorCode.CONFLICT, "expectedVersion: table 1");
    }

    @Test
    void whatWasTakenOverStands() throws BrokenRuleException {
        takenOver("1", takeover(HONGKONG, CANADA), HONGKONG_LOST);
        assertThat(decide("1", takeover(HONGKONG), HONGKONG_LOST))
                .isEqualTo(new Ruling.Standing());
        assertThat(decide("2", takeover(HONGKONG), HONGKONG_LOST))
                .isEqualTo(new Ruling.Standing());
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
    void shardsThatAreOpenElsewhereAreLeftAlone() throws BrokenRuleException {
        fleet.begun("1", evacuation(HONGKONG, CANADA));
        fleet.openAll(CANADA);
        assertThat(plan(takeover(HONGKONG), HONGKONG_LOST))
                .isInstanceOf(TakeoverPlanned.Already.class);
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
        var second =
                takenOver("2", takeover(CANADA, SHANGHAI), health(Map.of(CANADA, LOST)));
        assertThat(fleet.state().moves().findEnded(first).orElseThrow().outcome())
                .isEqualTo(MoveOutcome.OVERTAKEN);
        assertThat(fleet.move(second).shards()).isEqualTo(ShardSet.range(1_365, 4_096));
        assertThat(fleet.site(HONGKONG).standIn()).contains(SHANGHAI);
        assertThat(fleet.table().chainOf(new ShardId(2_000)).links())
                .extracting(link -> link.lost())
                .containsExactly(Set.of(), Set.of(HONGKONG), Set.of(CANADA));
    }

    @Test
    void aChainThatIsFullRefusesAFurtherLink() throws BrokenRuleException {
        var table = fleet.table();
        for (var link = 1; link < Chain.LONGEST; link++) {
            var home = link % 2 == 0 ? HONGKONG : CANADA;
            table = table.withAssignment(HONGKONGS, home, Set.of());
        }
        fleet.record(List.of(new TableCommitted(table)));
        assertRefused(takeover(HONGKONG), HONGKONG_LOST, ErrorCode.CONFLICT, "8 times");
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
