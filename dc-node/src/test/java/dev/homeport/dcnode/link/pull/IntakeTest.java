package dev.homeport.dcnode.link.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private final Turns turns = new Turns();
    private final Intake intake = new Intake(Tables.CANADA);
    private final MirrorEnds mine = new MirrorEnds();

    private ToLongFunction<SiteLog> ends = _ -> 0;

    private void add(long round, long firstOffset, int entries, int bytes) {
        intake.add(turns.at(0), Turns.shipment(round, firstOffset, entries, bytes));
    }

    private List<PullEffect> appendAt(long millis) {
        var turn = turns.at(millis);
        intake.appendNext(turn, turns::nextNumber, ends);
        return turn.effects();
    }

    private static PullEffect append(long number, long first, long last) {
        return new PullEffect.Append(number, Tables.CANADA, Turns.STREAM, first, last);
    }

    @Test
    void consecutiveBatchesAreAppendedAsOneAndOneAtATime() {
        add(1, 1, 3, 10);
        add(1, 4, 2, 10);
        assertThat(appendAt(0)).containsExactly(append(1, 1, 5));
        add(1, 6, 1, 10);
        assertThat(appendAt(10)).isEmpty();
        var batch = intake.batch().orElseThrow();
        assertThat(batch.firstOffset()).isEqualTo(1);
        assertThat(batch.drafts()).hasSize(5);
        assertThat(batch.previousHash()).isEqualTo(Turns.hash(0));
        assertThat(batch.lastHash()).isEqualTo(Turns.hash(5));

        intake.appended();
        mine.learn(Turns.end(5));
        assertThat(intake.prune(mine, 1))
                .isEqualTo(
                        Turns.shipment(1, 1, 3, 10).weight()
                                + Turns.shipment(1, 4, 2, 10).weight());
        assertThat(intake.heldBytes()).isEqualTo(10);
        assertThat(appendAt(20)).containsExactly(append(2, 6, 6));
    }

    @Test
    void oneAppendIsNoLargerThanTheLogTakes() {
        for (var i = 0; i < 20; i++) {
            add(1, 1 + i, 1, 200 << 10);
        }
        assertThat(appendAt(0)).containsExactly(append(1, 1, 5));
        assertThat(intake.batch()).isPresent();

        var many = new Intake(Tables.CANADA);
        for (var i = 0; i < 20; i++) {
            many.add(turns.at(0), Turns.shipment(1, 1 + 300L * i, 300, 0));
        }
        var turn = turns.at(0);
        many.appendNext(turn, turns::nextNumber, ends);
        assertThat(many.batch().orElseThrow().drafts())
                .hasSizeLessThanOrEqualTo(MirrorBatch.MAX_ENTRIES / 4)
                .hasSize(900);
    }

    @Test
    void batchesOfDifferentRoundsThatDoNotMeetAreAppendedApart() {
        add(1, 1, 2, 10);
        add(2, 5, 2, 10);
        assertThat(appendAt(0)).containsExactly(append(1, 1, 2));
    }

    @Test
    void failedAppendIsTriedAgainAfterABackOffWithTheSameEntries() {
        add(1, 1, 2, 10);
        appendAt(0);
        intake.delayed(turns.at(100), "no leader");
        assertThat(intake.trouble()).isEqualTo("no leader");
        assertThat(appendAt(120)).isEmpty();
        assertThat(appendAt(200)).containsExactly(append(2, 1, 2));
        intake.appended();
        assertThat(intake.trouble()).isEmpty();
    }

    @Test
    void appendThatIsNeverAnsweredIsTriedAgainAndItsLateAnswerIsTold() {
        add(1, 1, 2, 10);
        appendAt(0);
        assertThat(intake.appending(1)).hasValue(Turns.STREAM);
        assertThat(appendAt(29_999)).isEmpty();
        assertThat(appendAt(30_000)).isEmpty();
        assertThat(intake.trouble()).contains("has not answered for 30000 ms");
        assertThat(appendAt(30_100)).containsExactly(append(2, 1, 2));
        assertThat(intake.appending(1)).isEmpty();
        assertThat(intake.appending(2)).hasValue(Turns.STREAM);
    }

    @Test
    void forgettingKeepsWhatIsBeingAppended() {
        add(1, 1, 2, 10);
        appendAt(0);
        add(1, 3, 2, 10);
        intake.forget();
        assertThat(intake.heldBytes()).isEqualTo(20);
        assertThat(intake.next(Turns.STREAM)).hasValue(3);
        intake.delayed(turns.at(0), "unknown");
        assertThat(appendAt(1_000)).containsExactly(append(2, 1, 2));
        intake.clear();
        assertThat(intake.batch()).isEmpty();
        assertThat(intake.heldBytes()).isZero();
    }

    @Test
    void onlyTheBatchesOfThePresentRoundMakeRoomInIt() {
        add(1, 1, 2, 10);
        add(2, 3, 2, 10);
        mine.learn(Turns.end(4));
        assertThat(intake.prune(mine, 2)).isEqualTo(Turns.shipment(2, 3, 2, 10).weight());
    }

    @Test
    void ageOfTheOldestGrowsUntilItIsAppended() {
        assertThat(intake.oldestNanos(0)).isEmpty();
        add(1, 1, 2, 10);
        assertThat(intake.oldestNanos(5_000_000)).hasValue(5_000_000);
        mine.learn(Turns.end(2));
        intake.prune(mine, 1);
        assertThat(intake.oldestNanos(9_000_000)).isEmpty();
    }

    private static Shipment needing(Shipment shipment, SiteLog stream, long offset) {
        return new Shipment(
                shipment.round(),
                shipment.stream(),
                shipment.firstOffset(),
                shipment.previousHash(),
                shipment.lastHash(),
                shipment.ageMillis(),
                shipment.entries(),
                shipment.bytes(),
                Needs.of(shipment.stream(), Map.of(stream, offset, shipment.stream(), 99L)),
                shipment.drafts());
    }

    @Test
    void batchWaitsForWhatItNeedsAndHoldsBackNothingInFrontOfIt() {
        var hongkongs = new SiteLog(Tables.HONGKONG, 2);
        ends = _ -> 3;
        add(1, 1, 2, 10);
        intake.add(turns.at(0), needing(Turns.shipment(1, 3, 2, 10), hongkongs, 5));
        add(1, 5, 1, 10);
        assertThat(appendAt(0)).containsExactly(append(1, 1, 2));
        assertThat(intake.waiting()).isEmpty();

        intake.appended();
        mine.learn(Turns.end(2));
        intake.prune(mine, 1);
        assertThat(appendAt(10)).isEmpty();
        ends = _ -> 4;
        assertThat(appendAt(500)).isEmpty();
        assertThat(intake.waiting())
                .hasValue(
                        new Intake.Waiting(
                                Turns.STREAM, 3, new Needs.Unmet(hongkongs, 5, 4), 10_000_000));

        ends = _ -> 5;
        assertThat(appendAt(600)).containsExactly(append(2, 3, 5));
        assertThat(intake.waiting()).isEmpty();
    }

    @Test
    void batchThatIsForgottenWaitsForNothing() {
        intake.add(
                turns.at(0),
                needing(Turns.shipment(1, 1, 2, 10), new SiteLog(Tables.HONGKONG, 1), 5));
        assertThat(appendAt(0)).isEmpty();
        assertThat(intake.waiting()).isPresent();
        intake.forget();
        assertThat(intake.waiting()).isEmpty();
    }
}
