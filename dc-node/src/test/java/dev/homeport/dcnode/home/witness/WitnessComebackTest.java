package dev.homeport.dcnode.home.witness;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.EAST;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static dev.homeport.dcnode.home.Tables.TTL_MILLIS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.WitnessState.Standing;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a witness does after a restart, a rollback, or the loss of its store. */
class WitnessComebackTest {

    private static final long WAIT_MILLIS = TTL_MILLIS + TTL_MILLIS / 20;
    private static final SiteLog SHANGHAIS_LOG = new SiteLog(SHANGHAI, 1);

    private final WitnessBench bench = new WitnessBench();

    private static RoutingTable takenOver() {
        return Tables.first().withAssignment(EAST, CANADA, Set.of(SHANGHAI));
    }

    private void confirmBy(StoreNumber heardOfMe, long atMillis) {
        bench.counsel(SHANGHAI, heardOfMe, Tables.first(), atMillis);
        bench.counsel(CANADA, heardOfMe, Tables.first(), atMillis);
    }

    @Test
    void grantsNothingAfterARestartUntilAMajorityOfTheOthersConfirms() {
        bench.restart(bench.disk(), 100);
        assertThat(bench.outcome(SHANGHAI, Tables.first(), EAST, 101))
                .isEqualTo(new LeaseAnswer.NotReady());
        bench.restart(bench.disk(), 200);
        bench.counsel(SHANGHAI, StoreNumber.ZERO, Tables.first(), 201);
        assertThat(bench.isGranting()).isFalse();
        bench.counsel(CANADA, StoreNumber.ZERO, Tables.first(), 202);
        assertThat(bench.isGranting()).isTrue();
    }

    @Test
    void oneWitnessThatConfirmsTwiceIsNoMajority() {
        bench.restart(bench.disk(), 100);
        bench.counsel(SHANGHAI, StoreNumber.ZERO, Tables.first(), 101);
        bench.counsel(SHANGHAI, StoreNumber.ZERO, Tables.first(), 102);
        assertThat(bench.isGranting()).isFalse();
    }

    @Test
    void aConfirmationOfAnEarlierBootDoesNotCount() {
        bench.restart(bench.disk(), 100);
        var stale = ((PeerMessage.Consult) bench.told().getFirst()).round();
        bench.restart(bench.disk(), 200);
        var knowledge = new PeerMessage.Knowledge(Tables.first(), Map.of(), Map.of(), Map.of(), 0);
        for (var other : List.of(SHANGHAI, CANADA)) {
            bench.say(other, new PeerMessage.Counsel(stale, StoreNumber.ZERO, knowledge), 201);
        }
        assertThat(bench.isGranting()).isFalse();
    }

    @Test
    void withoutConfirmationItWaitsTheLongestLeaseOut() {
        bench.restart(bench.disk(), 100);
        bench.tick(100 + WAIT_MILLIS - 1);
        assertThat(bench.isGranting()).isFalse();
        bench.tick(100 + WAIT_MILLIS);
        assertThat(bench.isGranting()).isTrue();
    }

    @Test
    void waitsForTheLongestLengthEverSetAndNotForTodays() {
        var longer = Tables.first().withTtl(SHANGHAI, 60_000);
        bench.offer(longer, 0);
        bench.offer(longer.withTtl(SHANGHAI, 1_000), 1);
        bench.restart(bench.disk(), 100);
        bench.tick(100 + 62_999);
        assertThat(bench.isGranting()).isFalse();
        bench.tick(100 + 63_000);
        assertThat(bench.isGranting()).isTrue();
    }

    @Test
    void takesEveryFootprintOnDiskForUnexpired() {
        bench.ask(SHANGHAI, Tables.first(), EAST, 0);
        bench.restart(bench.disk(), 9_000);
        confirmBy(StoreNumber.ZERO, 9_010);
        assertThat(bench.ask(CANADA, takenOver(), EAST, 18_000).shards().isEmpty()).isTrue();
        assertThat(bench.ask(CANADA, takenOver(), EAST, 19_000).shards()).isEqualTo(EAST);
    }

    @Test
    void takesTableAndCeilingsFromItsConfirmers() {
        bench.restart(bench.disk(), 100);
        var knowledge =
                new PeerMessage.Knowledge(
                        takenOver(),
                        Map.of(SHANGHAIS_LOG, new LogMark(900, 1)),
                        Map.of(SHANGHAIS_LOG, 1_000L),
                        Map.of(CANADA, new StoreNumber(4, 4)),
                        0);
        bench.counsel(SHANGHAI, StoreNumber.ZERO, knowledge, 101);
        bench.counsel(CANADA, StoreNumber.ZERO, Tables.first(), 102);
        assertThat(bench.disk().table()).isEqualTo(takenOver());
        assertThat(bench.disk().ceilings()).containsEntry(SHANGHAIS_LOG, 1_000L);
        assertThat(bench.disk().heard()).containsEntry(CANADA, new StoreNumber(4, 4));
    }

    @Test
    void anOlderCopyOfTheStoreIsFoundOutByItsNumberAndRejoinsEmpty() {
        var old = bench.disk();
        bench.ask(SHANGHAI, Tables.first(), EAST, 0);
        var newest = bench.disk().number();
        bench.restart(old, 100);
        bench.counsel(SHANGHAI, newest, Tables.first(), 101);
        assertThat(bench.isGranting()).isFalse();
        assertThat(bench.disk().standing()).isEqualTo(Standing.EMPTY);
        assertThat(bench.effects()).anyMatch(WitnessEffect.Warn.class::isInstance);
    }

    @Test
    void aHolderThatHasHeardMoreFindsItOutToo() {
        bench.asking(SHANGHAI, 1)
                .heard(Map.of(HONGKONG, new StoreNumber(1, 999)))
                .send(Tables.first(), EAST, 0);
        assertThat(bench.answers().getFirst().outcome()).isEqualTo(new LeaseAnswer.NotReady());
        assertThat(bench.disk().standing()).isEqualTo(Standing.EMPTY);
    }

    @Test
    void anEmptyWitnessLearnsTakesAGenerationWaitsAndLearnsAgain() {
        bench.restart(WitnessState.empty(), 0);
        // What a single asker says teaches it nothing.
        bench.asking(SHANGHAI, 1).send(takenOver(), EAST, 1);
        assertThat(bench.disk().table()).isNotEqualTo(takenOver());

        bench.restart(WitnessState.empty(), 100);
        bench.counsel(SHANGHAI, new StoreNumber(3, 70), Tables.first(), 101);
        assertThat(bench.disk().standing()).isEqualTo(Standing.EMPTY);
        bench.counsel(CANADA, new StoreNumber(2, 90), Tables.first(), 102);
        var taking = (PeerMessage.TakeGeneration) bench.told().getFirst();
        assertThat(taking.generation()).isEqualTo(4);

        record(SHANGHAI, taking, 103);
        assertThat(bench.disk().standing()).isEqualTo(Standing.EMPTY);
        record(CANADA, taking, 104);
        assertThat(bench.disk().standing()).isEqualTo(Standing.WAITING);
        assertThat(bench.disk().number().generation()).isEqualTo(4);

        bench.tick(104 + WAIT_MILLIS - 1);
        assertThat(bench.told()).isEmpty();
        bench.tick(104 + WAIT_MILLIS);
        assertThat(bench.isGranting()).isFalse();
        bench.counsel(SHANGHAI, new StoreNumber(4, 0), takenOver(), 20_000);
        assertThat(bench.isGranting()).isFalse();
        bench.counsel(CANADA, new StoreNumber(4, 0), Tables.first(), 20_001);
        assertThat(bench.isGranting()).isTrue();
        assertThat(bench.disk().table()).isEqualTo(takenOver());
        assertThat(bench.disk().standing()).isEqualTo(Standing.MEMBER);
    }

    @Test
    void aWitnessThatComesBackAnswersForNoGrantMarkUntilItIsConfirmed() {
        bench.raise(600, 0);
        bench.restart(bench.disk(), 100);

        assertThat(bench.raise(700, 101))
                .containsExactly(new WitnessEffect.AnswerMark(7, OptionalLong.empty()));
        bench.restart(bench.disk(), 200);
        confirmBy(StoreNumber.ZERO, 201);

        assertThat(bench.raise(0, 300))
                .containsExactly(new WitnessEffect.AnswerMark(7, OptionalLong.of(600)));
    }

    @Test
    void anEmptyWitnessTakesTheHighestGrantMarkOfAMajority() {
        bench.restart(WitnessState.empty(), 100);
        bench.counsel(SHANGHAI, new StoreNumber(3, 70), marked(500), 101);
        bench.counsel(CANADA, new StoreNumber(2, 90), marked(0), 102);
        var taking = (PeerMessage.TakeGeneration) bench.told().getFirst();
        record(SHANGHAI, taking, 103);
        record(CANADA, taking, 104);
        bench.tick(104 + WAIT_MILLIS);
        bench.counsel(SHANGHAI, new StoreNumber(4, 0), marked(600), 20_000);
        bench.counsel(CANADA, new StoreNumber(4, 0), marked(0), 20_001);

        assertThat(bench.isGranting()).isTrue();
        assertThat(bench.disk().grantMark()).isEqualTo(600);
    }

    @Test
    void aWitnessTeachesTheGrantMark() {
        bench.raise(600, 0);
        bench.say(CANADA, new PeerMessage.Consult(9), 1);

        var counsel = (PeerMessage.Counsel) bench.told().getFirst();
        assertThat(requireNonNull(counsel.knowledge()).grantMark()).isEqualTo(600);
    }

    private static PeerMessage.Knowledge marked(long mark) {
        return new PeerMessage.Knowledge(Tables.first(), Map.of(), Map.of(), Map.of(), mark);
    }

    @Test
    void aRestartBeginsTheWaitAgain() {
        bench.restart(WitnessState.empty(), 0);
        confirmBy(new StoreNumber(1, 5), 1);
        var taking = (PeerMessage.TakeGeneration) bench.told().getFirst();
        record(SHANGHAI, taking, 2);
        record(CANADA, taking, 3);
        bench.restart(bench.disk(), 8_000);
        bench.tick(WAIT_MILLIS + 100);
        assertThat(bench.told()).isEmpty();
        bench.tick(8_000 + WAIT_MILLIS);
        assertThat(bench.told()).hasSize(2);
    }

    @Test
    void noConfirmationShortensTheWaitOfAnEmptyWitness() {
        bench.restart(WitnessState.empty(), 0);
        confirmBy(new StoreNumber(1, 5), 1);
        var taking = (PeerMessage.TakeGeneration) bench.told().getFirst();
        record(SHANGHAI, taking, 2);
        record(CANADA, taking, 3);
        confirmBy(StoreNumber.ZERO, 10);
        assertThat(bench.isGranting()).isFalse();
        assertThat(bench.outcome(SHANGHAI, Tables.first(), ShardSet.all(), 11))
                .isEqualTo(new LeaseAnswer.NotReady());
    }

    @Test
    void anEmptyWitnessTeachesNobody() {
        bench.restart(WitnessState.empty(), 0);
        bench.say(CANADA, new PeerMessage.Consult(77), 1);
        assertThat(bench.told())
                .containsExactly(new PeerMessage.Counsel(77, StoreNumber.ZERO, null));
    }

    @Test
    void recordsAnothersGenerationBeforeItSaysSo() {
        bench.say(CANADA, new PeerMessage.TakeGeneration(5, 9), 1);
        assertThat(bench.disk().heard()).containsEntry(CANADA, new StoreNumber(9, 0));
        assertThat(bench.effects().getFirst()).isInstanceOf(WitnessEffect.Persist.class);
        assertThat(bench.told()).containsExactly(new PeerMessage.GenerationRecorded(5, 9));
    }

    private void record(SiteId from, PeerMessage.TakeGeneration taking, long atMillis) {
        bench.say(
                from,
                new PeerMessage.GenerationRecorded(taking.round(), taking.generation()),
                atMillis);
    }
}
