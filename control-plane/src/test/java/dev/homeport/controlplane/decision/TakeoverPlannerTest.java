package dev.homeport.controlplane.decision;

import static dev.homeport.controlplane.decision.LostSites.LOST;
import static dev.homeport.controlplane.decision.LostSites.fenced;
import static dev.homeport.controlplane.decision.LostSites.health;
import static dev.homeport.controlplane.decision.LostSites.takeover;
import static dev.homeport.controlplane.decision.MovingFleet.CANADA;
import static dev.homeport.controlplane.decision.MovingFleet.HONGKONG;
import static dev.homeport.controlplane.decision.MovingFleet.SHANGHAI;
import static dev.homeport.controlplane.decision.MovingFleet.evacuation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.move.Receipt;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.takeover.TakeoverPlanned;
import dev.homeport.controlplane.takeover.TakeoverPlanner;
import dev.homeport.controlplane.takeover.TakeoverWish;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.ErrorCode;
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

class TakeoverPlannerTest {

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

    private void assertRefused(
            TakeoverWish wish, FleetHealth health, ErrorCode code, String... words) {
        assertThat(plan(wish, health))
                .isInstanceOfSatisfying(
                        TakeoverPlanned.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(code);
                            assertThat(refused.reason()).contains(words);
                        });
    }

    @Test
    void theSiteWithTheFewestShardsIsChosenAndThePlanIsTheSameEachTime() {
        var first = possible(takeover(HONGKONG), HONGKONG_LOST);
        assertThat(first.target()).isEqualTo(SHANGHAI);
        assertThat(possible(takeover(HONGKONG), HONGKONG_LOST)).isEqualTo(first);
        // One that is cordoned, or not well, is passed over.
        var shaken =
                health(Map.of(HONGKONG, LOST, SHANGHAI, new SiteHealth.Degraded(Set.of(Part.LOG))));
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
                health(Map.of(HONGKONG, LOST, CANADA, new SiteHealth.Degraded(Set.of(Part.LOG))));
        assertRefused(takeover(HONGKONG, CANADA), shaken, ErrorCode.UNAVAILABLE, "degraded (log)");
        fleet.spoil(CANADA, node -> MovingFleet.withView(node, 60_000, Optional.empty()));
        assertRefused(takeover(HONGKONG, CANADA), HONGKONG_LOST, ErrorCode.UNAVAILABLE, "behind");
        fleet.spoil(CANADA, node -> MovingFleet.withView(node, 0, Optional.of("no database")));
        assertRefused(
                takeover(HONGKONG, CANADA), HONGKONG_LOST, ErrorCode.UNAVAILABLE, "no database");
        fleet.spoil(CANADA, MovingFleet::leaderless);
        assertRefused(takeover(HONGKONG, CANADA), HONGKONG_LOST, ErrorCode.UNAVAILABLE, "leads");
        fleet.record(Cordoning.decide(fleet.state(), SHANGHAI, true, "a test"));
        assertRefused(takeover(HONGKONG, SHANGHAI), HONGKONG_LOST, ErrorCode.CONFLICT, "cordoned");
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
    void shardsThatAreOpenElsewhereAreLeftAlone() throws BrokenRuleException {
        fleet.begun("1", evacuation(HONGKONG, CANADA));
        fleet.openAll(CANADA);
        assertThat(plan(takeover(HONGKONG), HONGKONG_LOST))
                .isInstanceOf(TakeoverPlanned.Already.class);
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
}
