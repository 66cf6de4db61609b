package dev.homeport.dcnode.home.witness;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.EAST;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static dev.homeport.dcnode.home.Tables.TTL_MILLIS;
import static dev.homeport.dcnode.home.Tables.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a witness grants and refuses while nothing happens to its store. */
class WitnessTest {

    private final WitnessBench bench = new WitnessBench();

    private static RoutingTable moved() {
        return Tables.first().withAssignment(EAST, CANADA, Set.of());
    }

    private static RoutingTable takenOver() {
        return Tables.first().withAssignment(EAST, CANADA, Set.of(SHANGHAI));
    }

    @Test
    void theGrantMarkIsOnDiskBeforeItIsAnsweredAndOnlyGrows() {
        var effects = bench.raise(600, 1);

        assertThat(effects.getFirst()).isInstanceOf(WitnessEffect.Persist.class);
        assertThat(effects.getLast())
                .isEqualTo(new WitnessEffect.AnswerMark(7, OptionalLong.of(600)));
        assertThat(bench.disk().grantMark()).isEqualTo(600);

        assertThat(bench.raise(400, 2).getLast())
                .isEqualTo(new WitnessEffect.AnswerMark(7, OptionalLong.of(600)));
        assertThat(bench.disk().grantMark()).isEqualTo(600);
        assertThat(bench.raise(0, 3))
                .containsExactly(new WitnessEffect.AnswerMark(7, OptionalLong.of(600)));
    }

    @Test
    void aKnownMarkIsWrittenAgainBecauseTheDiskMayHaveRefusedIt() {
        bench.raise(600, 1);

        assertThat(bench.raise(600, 2).getFirst()).isInstanceOf(WitnessEffect.Persist.class);
    }

    @Test
    void grantsASiteItsShardsAndNoOthers() {
        var granted = bench.ask(SHANGHAI, Tables.first(), ShardSet.all(), 0);
        assertThat(granted.shards()).isEqualTo(EAST);
        assertThat(granted.ttlMillis()).isEqualTo(TTL_MILLIS);
    }

    @Test
    void whatItAnswersIsOnDiskBefore() {
        bench.ask(SHANGHAI, Tables.first(), EAST, 0);
        assertThat(bench.effects().getFirst()).isInstanceOf(WitnessEffect.Persist.class);
        assertThat(bench.disk().holdings()).hasSize(1);
        assertThat(bench.disk().holdings().getFirst().shards()).isEqualTo(EAST);
        assertThat(bench.disk().floors()).containsKey(new SiteLog(SHANGHAI, 1));
        assertThat(bench.disk().ceilings())
                .containsEntry(new SiteLog(SHANGHAI, 1), 50 + WitnessBench.HEADROOM);
        assertThat(bench.disk().number()).isEqualTo(bench.answers().getFirst().number());
    }

    @Test
    void aTakeoverIsBlockedUntilTheLostSitesLeaseHasRunOut() {
        bench.ask(SHANGHAI, Tables.first(), EAST, 0);
        var early = bench.ask(CANADA, takenOver(), ShardSet.all(), 9_999);
        assertThat(early.shards()).isEqualTo(WEST);
        assertThat(early.blocked()).isEqualTo(EAST);
        var late = bench.ask(CANADA, takenOver(), ShardSet.all(), 10_000);
        assertThat(late.shards()).isEqualTo(ShardSet.all());
    }

    @Test
    void theFootprintIsTheUnionOfAllNodesLeases() {
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        bench.asking(SHANGHAI, 2).at(Tables.first(), ShardSet.range(0, 10), 5_000);
        var canada = bench.ask(CANADA, takenOver(), EAST, 9_000);
        assertThat(canada.shards().isEmpty()).isTrue();
        var later = bench.ask(CANADA, takenOver(), EAST, 12_000);
        assertThat(later.blocked()).isEqualTo(ShardSet.range(0, 10));
    }

    @Test
    void anOlderTableIsRefusedAndTheNewerHandedOver() {
        bench.offer(moved(), 0);
        var outcome = bench.outcome(SHANGHAI, Tables.first(), EAST, 1);
        assertThat(outcome).isEqualTo(new LeaseAnswer.NewerTable(moved()));
        assertThat(bench.disk().table()).isEqualTo(moved());
    }

    @Test
    void anAskAtTheNewTableClosesTheOldLeasesSoThatAPlannedMoveNeverWaits() {
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        bench.asking(SHANGHAI, 2).at(moved(), ShardSet.none(), 100);
        assertThat(bench.ask(CANADA, moved(), EAST, 200).shards()).isEqualTo(EAST);
    }

    @Test
    void aClosedLeaseStillBlocksATakeover() {
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        var lost = moved().withAssignment(EAST, HONGKONG, Set.of(SHANGHAI));
        bench.asking(SHANGHAI, 2).at(moved(), ShardSet.none(), 100);
        assertThat(bench.ask(HONGKONG, lost, EAST, 200).shards().isEmpty()).isTrue();
        assertThat(bench.ask(HONGKONG, lost, EAST, 10_000).shards()).isEqualTo(EAST);
    }

    @Test
    void aRefusedRenewalErasesNothing() {
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        bench.asking(SHANGHAI, 1).at(Tables.first(), ShardSet.none(), 100);
        assertThat(bench.ask(CANADA, takenOver(), EAST, 200).shards().isEmpty()).isTrue();
    }

    @Test
    void aRenewalNeverShortens() {
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        var shorter = Tables.first().withTtl(SHANGHAI, 1_000);
        bench.asking(SHANGHAI, 1).at(shorter, EAST, 100);
        var taken = shorter.withAssignment(EAST, CANADA, Set.of(SHANGHAI));
        assertThat(bench.ask(CANADA, taken, EAST, 9_000).shards().isEmpty()).isTrue();
        assertThat(bench.disk().holdings()).anyMatch(h -> h.ttlMillis() == TTL_MILLIS);
    }

    @Test
    void theHoldersWordThatItHasLoweredShortensTheLease() {
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        var shorter = Tables.first().withTtl(SHANGHAI, 1_000);
        bench.asking(SHANGHAI, 1).lowered().at(shorter, EAST, 100);
        var taken = shorter.withAssignment(EAST, CANADA, Set.of(SHANGHAI));
        assertThat(bench.ask(CANADA, taken, EAST, 1_101).shards()).isEqualTo(EAST);
    }

    @Test
    void aHolderThatGivesBackFreesItsShardsAtOnce() {
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        bench.asking(SHANGHAI, 1).givingUp(ShardSet.all()).at(Tables.first(), ShardSet.none(), 5);
        assertThat(bench.ask(CANADA, takenOver(), EAST, 10).shards()).isEqualTo(EAST);
    }

    @Test
    void aLateAskIsPassedOver() {
        var asker = bench.asking(SHANGHAI, 1);
        asker.sequence(9).at(Tables.first(), ShardSet.none(), 0);
        assertThat(asker.sequence(9).send(Tables.first(), EAST, 1)).isEmpty();
        assertThat(asker.sequence(8).send(Tables.first(), EAST, 2)).isEmpty();
    }

    @Test
    void aNewerBootSpeaksForTheOlderOne() {
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        bench.asking(SHANGHAI, 1).boot(2).at(Tables.first(), ShardSet.none(), 10);
        assertThat(bench.ask(CANADA, takenOver(), EAST, 20).shards()).isEqualTo(EAST);
    }

    @Test
    void aFenceDropsWhatWasGrantedBeforeItAndNothingLater() {
        var log = new SiteLog(SHANGHAI, 1);
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        var fenced = Tables.first().withFence(log);
        bench.offer(fenced, 10);
        assertThat(bench.disk().holdings()).isEmpty();

        bench.asking(SHANGHAI, 2).at(fenced, EAST, 20);
        var taken = fenced.withAssignment(EAST, CANADA, Set.of(SHANGHAI));
        assertThat(bench.ask(CANADA, taken, EAST, 30).shards().isEmpty()).isTrue();
    }

    @Test
    void aParkedAskIsAnsweredWhenTheShardsComeFree() {
        bench.asking(SHANGHAI, 1).at(Tables.first(), EAST, 0);
        var parked = bench.asking(CANADA, 1);
        parked.at(takenOver(), EAST, 9_000);
        var answers = bench.tick(10_001);
        assertThat(answers).hasSize(1);
        assertThat(((LeaseAnswer.Granted) answers.getFirst().outcome()).shards()).isEqualTo(EAST);
        assertThat(bench.disk().holdings().getLast().holder().site()).isEqualTo(CANADA);
    }

    @Test
    void anotherFleetIsRefused() {
        var outcome = bench.outcome(SHANGHAI, Tables.ofAnotherFleet(), EAST, 0);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        LeaseAnswer.Refused.class,
                        refused -> assertThat(refused.reason()).contains("fleet:"));
    }

    @Test
    void twoTablesOfOneVersionRaiseAnAlarm() {
        bench.offer(moved(), 0);
        var fork = Tables.first().withTtl(SHANGHAI, 4_000);
        assertThat(bench.outcome(SHANGHAI, fork, EAST, 1)).isInstanceOf(LeaseAnswer.Refused.class);
        assertThat(bench.effects()).anyMatch(WitnessEffect.Warn.class::isInstance);
    }

    @Test
    void numbersGrowWithEverythingThatIsPersisted() {
        bench.ask(SHANGHAI, Tables.first(), EAST, 0);
        var first = bench.disk().number();
        bench.ask(CANADA, Tables.first(), WEST, 1);
        assertThat(bench.disk().number()).isEqualTo(first.next());
        assertThat(first).isGreaterThan(StoreNumber.ZERO);
    }
}
