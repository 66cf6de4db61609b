package dev.homeport.controlplane.decision;

import static dev.homeport.controlplane.decision.MovePlannerTest.assertRefused;
import static dev.homeport.controlplane.decision.MovingFleet.CANADA;
import static dev.homeport.controlplane.decision.MovingFleet.HONGKONG;
import static dev.homeport.controlplane.decision.MovingFleet.SHANGHAI;
import static dev.homeport.controlplane.decision.MovingFleet.evacuation;
import static dev.homeport.controlplane.decision.MovingFleet.failBack;
import static dev.homeport.controlplane.decision.MovingFleet.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.report.NodeReport;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetGateTest {

    private MovingFleet fleet;

    @BeforeEach
    void begin() throws BrokenRuleException {
        fleet = new MovingFleet();
    }

    @Test
    void targetMustBeHeardLedAndHaveRoom() {
        assertRefused(
                MovePlanner.plan(
                        fleet.state(), evacuation(HONGKONG, CANADA), fleet.reportWithout(CANADA)),
                ErrorCode.UNAVAILABLE,
                "no node of canada answers");
        assertSpoilt(CANADA, MovingFleet::leaderless, "no node leads the log of canada");
        assertSpoilt(CANADA, node -> MovingFleet.withRoom(node, 1 << 20), "room for 1048576");
    }

    @Test
    void sourceThatNobodyReportsIsNotAssumedToBeWell() {
        assertRefused(
                MovePlanner.plan(
                        fleet.state(), evacuation(HONGKONG, CANADA), fleet.reportWithout(HONGKONG)),
                ErrorCode.UNAVAILABLE,
                "no node of hongkong answers");
        assertSpoilt(HONGKONG, MovingFleet::leaderless, "no node leads the log of hongkong");
    }

    @Test
    void targetMustBeCloseBehindTheSource() {
        assertSpoilt(
                CANADA, node -> MovingFleet.withLink(node, link(HONGKONG, "DOWN", 0, 0)), "DOWN");
        assertSpoilt(
                CANADA,
                node -> MovingFleet.withLink(node, link(HONGKONG, "UP", 5_001, 0)),
                "5001 entries");
        assertSpoilt(
                CANADA,
                node -> MovingFleet.withLink(node, link(HONGKONG, "UP", 1, 2_001)),
                "2001 ms behind");
        // Another link is not asked about.
        fleet.spoil(CANADA, node -> MovingFleet.withLink(node, link(SHANGHAI, "DOWN", 0, 0)));
        assertThat(fleet.plan(evacuation(HONGKONG, CANADA))).isInstanceOf(Planned.Possible.class);
        fleet.spoil(CANADA, node -> MovingFleet.withLink(node, link(HONGKONG, "IDLE", 0, 0)));
        assertThat(fleet.plan(evacuation(HONGKONG, CANADA))).isInstanceOf(Planned.Possible.class);
    }

    @Test
    void viewOfTheTargetMustGoOn() {
        assertSpoilt(
                CANADA,
                node -> MovingFleet.withView(node, 0, Optional.of("the database is away")),
                "the database is away");
        assertSpoilt(
                CANADA, node -> MovingFleet.withView(node, 2_001, Optional.empty()), "2001 ms");
    }

    private void assertSpoilt(SiteId site, UnaryOperator<NodeReport> spoilt, String words) {
        fleet.spoil(site, spoilt);
        assertRefused(fleet.plan(evacuation(HONGKONG, CANADA)), ErrorCode.UNAVAILABLE, words);
        fleet.spoil(site, UnaryOperator.identity());
    }

    @Test
    void failBackPassesTheSameGate() throws Exception {
        fleet.moved("1", evacuation(HONGKONG, CANADA));
        fleet.spoil(HONGKONG, node -> MovingFleet.withLink(node, link(CANADA, "DOWN", 0, 0)));
        assertRefused(
                fleet.plan(failBack(HONGKONG)),
                ErrorCode.UNAVAILABLE,
                "link: from canada to hongkong is DOWN");
        fleet.spoil(HONGKONG, node -> MovingFleet.withView(node, 0, Optional.of("no database")));
        assertRefused(fleet.plan(failBack(HONGKONG)), ErrorCode.UNAVAILABLE, "no database");
    }
}
