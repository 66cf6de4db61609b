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
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.report.Healing;
import dev.homeport.controlplane.takeover.TakeoverDecider;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hong Kong was taken over by Canada and has come back. */
class HealedGateTest {

    private static final SiteLog ITS_LOG = new SiteLog(HONGKONG, 1);
    private static final Healing NOTHING_LEFT = new Healing(Map.of(), 0, 0, 0, 0);

    private MovingFleet fleet;

    @BeforeEach
    void takeOver() throws BrokenRuleException {
        fleet = new MovingFleet();
        var id = MoveId.ofRequest("1");
        fleet.record(
                TakeoverDecider.decide(
                        fleet.state(),
                        takeover(HONGKONG, CANADA),
                        health(Map.of(HONGKONG, LOST)),
                        fleet.reportWithout(HONGKONG),
                        id,
                        NOW));
        fleet.openAll(CANADA);
        fleet.record(fleet.step(id));
        fleet.close(HONGKONG);
        itsStreamEndsAt(40);
        itsViewIs(NOTHING_LEFT);
        canadaHas(new Healing(Map.of(ITS_LOG, 40L), 0, 7, 0, 0));
    }

    private void itsStreamEndsAt(long offset) {
        fleet.spoil(
                HONGKONG,
                node ->
                        MovingFleet.withHealing(
                                MovingFleet.withStreams(node, Map.of(ITS_LOG, offset)),
                                NOTHING_LEFT));
    }

    private void itsViewIs(Healing healing) {
        fleet.spoil(
                HONGKONG,
                node ->
                        MovingFleet.withHealing(
                                MovingFleet.withStreams(node, Map.of(ITS_LOG, 40L)), healing));
    }

    private void canadaHas(Healing healing) {
        fleet.spoil(CANADA, node -> MovingFleet.withHealing(node, healing));
    }

    private void assertLater(String... words) {
        assertThat(fleet.plan(failBack(HONGKONG)))
                .isInstanceOfSatisfying(
                        Planned.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(refused.reason()).contains(words);
                        });
    }

    @Test
    void aSiteThatHasHealedIsFailedBackAndInServiceAgain() throws BrokenRuleException {
        fleet.moved("2", failBack(HONGKONG));

        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.IN_SERVICE);
        assertThat(fleet.table().shardsHomedAt(HONGKONG).size()).isEqualTo(1_365);
    }

    /** Found by the simulator of takeovers: it would never have been in service again. */
    @Test
    void aSiteWhoseReturnIsOvertakenByTheLossOfTheOtherHasItsShardsToo()
            throws BrokenRuleException {
        fleet.begun("2", failBack(HONGKONG));
        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.TAKEN_OVER);

        fleet.record(
                TakeoverDecider.decide(
                        fleet.state(),
                        takeover(CANADA, SHANGHAI),
                        health(Map.of(CANADA, LOST)),
                        fleet.reportWithout(CANADA),
                        MoveId.ofRequest("3"),
                        NOW));

        assertThat(fleet.site(HONGKONG).state()).isEqualTo(SiteState.IN_SERVICE);
        assertThat(fleet.table().shardsHomedAt(HONGKONG).size()).isEqualTo(1_365);
    }

    @Test
    void notBeforeItHasClosedWhatItWasHomeOf() {
        fleet.openLast(HONGKONG);
        assertLater("has not closed shards");
    }

    @Test
    void notBeforeItsHomeHasSearchedAllThatItSaid() {
        itsStreamEndsAt(41);
        assertLater("canada has searched hongkong#1 up to 40 of 41");
    }

    @Test
    void notBeforeItsHomeHasAdoptedAll() {
        canadaHas(new Healing(Map.of(ITS_LOG, 40L), 3, 7, 0, 0));
        assertLater("3 entries at canada wait to be adopted");
    }

    @Test
    void notWithoutAWordFromItsHomeOrFromItsView() {
        fleet.spoil(CANADA, node -> node);
        assertLater("no node of canada tells how far it is");
        canadaHas(new Healing(Map.of(ITS_LOG, 40L), 0, 7, 0, 0));
        fleet.spoil(HONGKONG, node -> MovingFleet.withStreams(node, Map.of(ITS_LOG, 40L)));
        assertLater("no node of hongkong that has a view answers");
    }

    @Test
    void notBeforeItsOwnViewHoldsWhatTheOthersDo() {
        itsViewIs(new Healing(Map.of(), 0, 0, 12, 0));
        assertLater("builds 12 shards again");
        itsViewIs(new Healing(Map.of(), 0, 0, 0, 2));
        assertLater("2 shards at hongkong differ");
        itsViewIs(new Healing(Map.of(), 5, 0, 0, 0));
        assertLater("knows 5 entries of its own");
    }

    @Test
    void untilThenItIsGivenNothing() {
        assertThat(fleet.plan(evacuation(CANADA, HONGKONG))).isInstanceOf(Planned.Refused.class);
        assertThat(Cordoning.decide(fleet.state(), HONGKONG, false, "a test"))
                .isInstanceOf(Ruling.Refused.class);
    }
}
