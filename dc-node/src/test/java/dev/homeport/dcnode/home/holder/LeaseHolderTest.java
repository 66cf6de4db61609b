package dev.homeport.dcnode.home.holder;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.EAST;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.IN_EAST;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static dev.homeport.dcnode.home.Tables.TTL_MILLIS;
import static dev.homeport.dcnode.home.Tables.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseHolderTest {

    private static final long HEADROOM = 100;
    private static final LogMark END = new LogMark(50, 7);

    private final LeaseHolder holder =
            new LeaseHolder(
                    new HolderId(new SiteLog(SHANGHAI, 1), 1, 1), Tables.first(), LeaseRules.ALL);

    private List<LeaseAsk> step(HolderInput input, ClockReading now) {
        return holder.step(input, now).stream()
                .filter(HolderEffect.Send.class::isInstance)
                .map(effect -> ((HolderEffect.Send) effect).ask())
                .toList();
    }

    private LeaseAsk leadAt(long millis) {
        step(new HolderInput.LogAdvanced(1, END), at(millis));
        return step(new HolderInput.Led(), at(millis)).getFirst();
    }

    private void grant(SiteId witness, LeaseAsk ask, long atMillis) {
        grant(witness, ask, ask.wanted(), atMillis);
    }

    private void grant(SiteId witness, LeaseAsk ask, ShardSet shards, long atMillis) {
        var ttl = ask.table().leases().ttlMillis(SHANGHAI);
        var granted = new LeaseAnswer.Granted(shards, ask.wanted().minus(shards), ttl, HEADROOM);
        answer(witness, ask, granted, atMillis);
    }

    private List<LeaseAsk> answer(
            SiteId witness, LeaseAsk ask, LeaseAnswer.Outcome outcome, long atMillis) {
        return step(
                new HolderInput.Answered(
                        new LeaseAnswer(
                                witness,
                                ask.holder(),
                                ask.sequence(),
                                new StoreNumber(1, 9),
                                outcome)),
                at(atMillis));
    }

    private boolean mayAcknowledge(long atMillis) {
        return holder.mayAcknowledge(IN_EAST, Epoch.FIRST, END.offset() + 1, at(atMillis));
    }

    @Test
    void aMajorityOfWitnessesMakesTheLease() {
        var ask = leadAt(0);
        assertThat(ask.wanted()).isEqualTo(EAST);
        assertThat(mayAcknowledge(0)).isFalse();
        grant(HONGKONG, ask, 20);
        assertThat(mayAcknowledge(20)).isFalse();
        grant(CANADA, ask, 30);
        assertThat(mayAcknowledge(30)).isTrue();
        assertThat(holder.held(Tables.first(), at(30))).isEqualTo(EAST);
    }

    @Test
    void theLeaseCountsFromTheSendTimeLessTheMargin() {
        var ask = leadAt(0);
        grant(HONGKONG, ask, 4_000);
        grant(CANADA, ask, 4_000);
        var end = TTL_MILLIS - TTL_MILLIS / 20;
        assertThat(mayAcknowledge(end - 1)).isTrue();
        assertThat(mayAcknowledge(end)).isFalse();
        assertThat(holder.remainingNanos(IN_EAST, Epoch.FIRST, at(end - 1))).isEqualTo(1_000_000);
    }

    @Test
    void theLeaseEndsWithTheMajoritythLatestGrant() {
        var first = leadAt(0);
        grant(SHANGHAI, first, 1);
        grant(HONGKONG, first, 1);
        grant(CANADA, first, 1);
        var second = step(new HolderInput.Tick(), at(2_000)).getFirst();
        grant(CANADA, second, 2_010);
        assertThat(mayAcknowledge(9_600)).isFalse();

        var third = step(new HolderInput.Tick(), at(4_000)).getFirst();
        grant(HONGKONG, third, 4_010);
        assertThat(mayAcknowledge(11_000)).isTrue();
    }

    @Test
    void grantsOfDifferentShardsDoNotAddUp() {
        var ask = leadAt(0);
        grant(HONGKONG, ask, ShardSet.range(0, 100), 1);
        grant(CANADA, ask, ShardSet.range(100, 2_048), 1);
        assertThat(holder.held(Tables.first(), at(2)).isEmpty()).isTrue();
    }

    @Test
    void nothingIsAcknowledgedAboveTheMajoritysCeiling() {
        var ask = leadAt(0);
        grant(HONGKONG, ask, 1);
        grant(CANADA, ask, 1);
        var ceiling = END.offset() + HEADROOM;
        assertThat(holder.mayAcknowledge(IN_EAST, Epoch.FIRST, ceiling, at(2))).isTrue();
        assertThat(holder.mayAcknowledge(IN_EAST, Epoch.FIRST, ceiling + 1, at(2))).isFalse();
    }

    @Test
    void aGrantCountsOnlyForTheEpochThatItsTableGives() {
        var ask = leadAt(0);
        grant(HONGKONG, ask, 1);
        grant(CANADA, ask, 1);
        assertThat(holder.mayAcknowledge(IN_EAST, new Epoch(2), 51, at(2))).isFalse();

        var again = Tables.first().withAssignment(EAST, SHANGHAI, Set.of());
        step(new HolderInput.TableLearned(again), at(3));
        assertThat(holder.mayAcknowledge(IN_EAST, new Epoch(2), 51, at(4))).isFalse();
    }

    @Test
    void asksAtANewTableOnlyOnceTheLogHasClosedWhatItEnded() {
        leadAt(0);
        var moved = Tables.first().withAssignment(EAST, CANADA, Set.of());
        assertThat(step(new HolderInput.TableLearned(moved), at(10))).isEmpty();
        assertThat(step(new HolderInput.Tick(), at(5_000)).getFirst().table())
                .isEqualTo(Tables.first());

        var asks = step(new HolderInput.LogAdvanced(2, END), at(5_100));
        assertThat(asks).allMatch(ask -> ask.table().equals(moved)).isNotEmpty();
    }

    @Test
    void asksForNothingBeforeItsLogHasClosedWhatTheTableEnded() {
        assertThat(step(new HolderInput.Led(), at(0))).isEmpty();
    }

    @Test
    void aSuspendedMachinesLeaseIsVoid() {
        var ask = leadAt(0);
        grant(HONGKONG, ask, 1);
        grant(CANADA, ask, 1);
        var afterSleep = new ClockReading(at(2_000).monotonicNanos(), at(20_000).wallMillis());
        assertThat(holder.mayAcknowledge(IN_EAST, Epoch.FIRST, 51, afterSleep)).isFalse();
        var slightlySet = new ClockReading(at(2_000).monotonicNanos(), at(2_200).wallMillis());
        assertThat(holder.mayAcknowledge(IN_EAST, Epoch.FIRST, 51, slightlySet)).isTrue();
    }

    @Test
    void aShorterPolicyLowersTheLeaseBeforeTheWordIsGiven() {
        var ask = leadAt(0);
        grant(HONGKONG, ask, 1);
        grant(CANADA, ask, 1);
        var shorter = Tables.first().withTtl(SHANGHAI, 1_000);
        step(new HolderInput.TableLearned(shorter), at(100));
        assertThat(mayAcknowledge(1_049)).isTrue();
        assertThat(mayAcknowledge(1_050)).isFalse();

        var asks = step(new HolderInput.LogAdvanced(2, END), at(200));
        assertThat(asks.stream().filter(LeaseAsk::lowered)).hasSize(2);
        var late = step(new HolderInput.Tick(), at(700)).getFirst();
        grant(HONGKONG, late, 720);
        grant(CANADA, late, 720);
        assertThat(mayAcknowledge(1_600)).isTrue();
    }

    @Test
    void aDeposedLeaderStopsBeforeItGivesBackAndRepeatsItsWord() {
        var ask = leadAt(0);
        grant(HONGKONG, ask, 1);
        grant(CANADA, ask, 1);
        var returns = step(new HolderInput.Deposed(), at(100));
        assertThat(mayAcknowledge(100)).isFalse();
        assertThat(returns)
                .hasSize(3)
                .allMatch(r -> r.givenUp().equals(ShardSet.all()) && r.wanted().isEmpty());

        answer(HONGKONG, returns.getFirst(), granted(ShardSet.none()), 110);
        assertThat(step(new HolderInput.Tick(), at(1_200))).hasSize(2);
        assertThat(step(new HolderInput.Tick(), at(60_000))).isEmpty();
    }

    @Test
    void anAnswerThatComesAfterTheReturnCountsForNothing() {
        var ask = leadAt(0);
        step(new HolderInput.Deposed(), at(100));
        grant(HONGKONG, ask, 200);
        grant(CANADA, ask, 200);
        assertThat(mayAcknowledge(201)).isFalse();
    }

    @Test
    void carriesWhatItHasHeardOfEachWitnessToTheOthers() {
        var ask = leadAt(0);
        grant(HONGKONG, ask, 1);
        var next = step(new HolderInput.Tick(), at(2_000)).getFirst();
        assertThat(next.heard()).containsEntry(HONGKONG, new StoreNumber(1, 9));
        assertThat(next.heard()).containsEntry(CANADA, StoreNumber.ZERO);
    }

    @Test
    void takesANewerTableFromTheWitnessThatRefusesTheOld() {
        var ask = leadAt(0);
        var newer = Tables.first().withTtl(CANADA, 1_000);
        var effects =
                holder.step(
                        new HolderInput.Answered(
                                new LeaseAnswer(
                                        CANADA,
                                        ask.holder(),
                                        ask.sequence(),
                                        StoreNumber.ZERO,
                                        new LeaseAnswer.NewerTable(newer))),
                        at(5));
        assertThat(effects).contains(new HolderEffect.TableFound(newer));
        assertThat(holder.table()).isEqualTo(newer);
    }

    @Test
    void renewsAtLeastEverySecond() {
        leadAt(0);
        assertThat(step(new HolderInput.Tick(), at(999))).isEmpty();
        assertThat(step(new HolderInput.Tick(), at(1_000))).hasSize(3);
    }

    private static LeaseAnswer.Granted granted(ShardSet shards) {
        return new LeaseAnswer.Granted(shards, ShardSet.none(), TTL_MILLIS, HEADROOM);
    }

    @Test
    void forgetsATableOfAnotherFleet() {
        RoutingTable foreign = Tables.ofAnotherFleet().withTtl(CANADA, 77);
        step(new HolderInput.TableLearned(foreign), at(1));
        assertThat(holder.table()).isEqualTo(Tables.first());
    }
}
