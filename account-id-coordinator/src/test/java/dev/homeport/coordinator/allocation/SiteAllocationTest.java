package dev.homeport.coordinator.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.coordinator.Decision;
import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteAllocationTest {

    private static final SiteLog SHANGHAI = new SiteLog(new SiteId("shanghai"), 1);
    private static final SiteLog CANADA = new SiteLog(new SiteId("canada"), 1);

    private final ReservePolicy policy = new ReservePolicy(10, 30, 100);
    private final SiteAllocation allocation = new SiteAllocation(SHANGHAI, List.of());

    @Test
    void asksForTheNextGrantWhenHalfIsUsed() {
        var first = allocation.snapshot().demand(policy).orElseThrow();
        assertThat(first).isEqualTo(new AllocationSnapshot.Demand(id("shanghai:1:1"), 600));
        receive(first.requestId(), new IdRange(0, 600));
        assertThat(allocation.snapshot().demand(policy)).isEmpty();

        give(new NodeAsk(1, 1, 1));
        give(new NodeAsk(1, 1, 2));
        assertThat(allocation.snapshot().demand(policy))
                .as("400 in hand, more than the reserve")
                .isEmpty();
        give(new NodeAsk(1, 1, 3));

        assertThat(allocation.snapshot().available()).isEqualTo(policy.reserve());
        assertThat(allocation.snapshot().demand(policy))
                .contains(new AllocationSnapshot.Demand(id("shanghai:1:2"), 600));
    }

    @Test
    void reserveOf30PeakDaysIsInHandWhenTheCoordinatorIsLost() {
        receive(id("shanghai:1:1"), new IdRange(0, policy.grantSize()));
        for (var ask = 1; allocation.snapshot().demand(policy).isEmpty(); ask++) {
            give(new NodeAsk(1, 1, ask));
        }

        assertThat(allocation.snapshot().available())
                .isGreaterThanOrEqualTo(30 * policy.peakPerDay());
    }

    @ParameterizedTest
    @CsvSource({"0, 30, 1", "10, 29, 1", "10, 30, 0", "20000000000, 30, 1", "10, 30, 2000000"})
    void policiesBelowTheLeastReserveOrOutOfRangeAreRefused(long peak, int days, int block) {
        assertThatThrownBy(() -> new ReservePolicy(peak, days, block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(peakPerDay|days|blockSize): .*");
    }

    @Test
    void grantThatOverlapsAnOwnOneIsRefusedAndAlarmed() {
        receive(id("a"), new IdRange(0, 100));

        var decision = allocation.receive(id("b"), new IdRange(99, 200));

        assertThat(decision.records()).isEmpty();
        assertThat(decision.reply())
                .isInstanceOfSatisfying(
                        AllocationReply.Alarm.class,
                        alarm -> assertThat(alarm.detail()).contains("[99, 200)", "[99, 100)"));
    }

    @Test
    void grantThatOverlapsAMirroredOneIsRefusedAndAlarmed() {
        allocation.replay(new AllocationRecord.GrantReceived(CANADA, id("c"), new IdRange(50, 60)));

        assertThat(allocation.receive(id("a"), new IdRange(0, 51)).reply())
                .isInstanceOf(AllocationReply.Alarm.class);
        assertThat(allocation.receive(id("a"), new IdRange(0, 50)).reply())
                .isEqualTo(new AllocationReply.Received(new IdRange(0, 50)));
    }

    @Test
    void mirroredGrantThatOverlapsWhatIsInHandBurnsItAndAlarms() {
        receive(id("a"), new IdRange(0, 100));

        allocation.replay(new AllocationRecord.GrantReceived(CANADA, id("c"), new IdRange(40, 60)));

        assertThat(allocation.snapshot().available()).isEqualTo(80);
        assertThat(allocation.snapshot().alarms())
                .singleElement()
                .asString()
                .contains("[40, 60)", "canada");
        assertThat(give(new NodeAsk(1, 1, 1))).isEqualTo(new IdRange(0, 40));
        assertThat(give(new NodeAsk(1, 1, 2))).isEqualTo(new IdRange(60, 100));
    }

    @Test
    void sameGrantReceivedAgainIsUsedOnce() {
        receive(id("a"), new IdRange(0, 100));

        var again = allocation.receive(id("a"), new IdRange(0, 100));

        assertThat(again.records()).isEmpty();
        assertThat(again.reply()).isEqualTo(new AllocationReply.Received(new IdRange(0, 100)));
        assertThat(allocation.snapshot().available()).isEqualTo(100);
    }

    @Test
    void sameAskGetsTheSameBlock() {
        receive(id("a"), new IdRange(0, 1_000));
        var block = give(new NodeAsk(1, 1, 1));
        give(new NodeAsk(2, 1, 1));

        var again = allocation.give(new NodeAsk(1, 1, 1), 100);

        assertThat(again.records()).isEmpty();
        assertThat(again.reply()).isEqualTo(new AllocationReply.Given(new NodeAsk(1, 1, 1), block));
    }

    @Test
    void askThatIsOlderThanTheLastOfItsRunIsRefused() {
        receive(id("a"), new IdRange(0, 1_000));
        give(new NodeAsk(1, 2, 2));

        assertThat(allocation.give(new NodeAsk(1, 2, 1), 100).reply())
                .isInstanceOfSatisfying(
                        AllocationReply.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void anotherRunOfTheNodeGetsAnotherBlock() {
        receive(id("a"), new IdRange(0, 1_000));
        give(new NodeAsk(1, 9, 1));

        assertThat(give(new NodeAsk(1, 2, 1))).isEqualTo(new IdRange(100, 200));
    }

    @Test
    void snapshotGoesOnWhereTheAllocationStood() {
        receive(id("a"), new IdRange(0, 1_000));
        give(new NodeAsk(1, 1, 1));

        var restored = new SiteAllocation(allocation.snapshot());

        assertThat(restored.snapshot()).isEqualTo(allocation.snapshot());
        assertThat(restored.give(new NodeAsk(1, 1, 1), 100).records()).isEmpty();
        assertThat(restored.receive(id("a"), new IdRange(0, 1_000)).records()).isEmpty();
        assertThat(restored.snapshot().answerTo(new NodeAsk(1, 1, 1)))
                .contains(new AllocationReply.Given(new NodeAsk(1, 1, 1), new IdRange(0, 100)));
    }

    @Test
    void siteWithNothingInHandSaysSo() {
        assertThat(allocation.give(new NodeAsk(1, 1, 1), 100).reply())
                .isInstanceOfSatisfying(
                        AllocationReply.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(refused.detail()).contains("shanghai");
                        });
    }

    @Test
    void newIncarnationUsesNothingThatOlderOnesWereGranted() {
        var restored = new SiteAllocation(new SiteLog(SHANGHAI.site(), 2), List.of());
        restored.replay(
                new AllocationRecord.GrantReceived(SHANGHAI, id("a"), new IdRange(0, 1_000)));

        assertThat(restored.snapshot().available()).isZero();
        assertThat(restored.snapshot().demand(policy).orElseThrow().requestId())
                .isEqualTo(id("shanghai:2:1"));
        assertThat(restored.receive(id("b"), new IdRange(500, 600)).reply())
                .isInstanceOf(AllocationReply.Alarm.class);
    }

    @Test
    void blockThatTheSiteHasNotIsNotReplayed() {
        receive(id("a"), new IdRange(0, 100));
        var foreign =
                new AllocationRecord.BlockGiven(
                        SHANGHAI, new NodeAsk(1, 1, 1), new IdRange(10, 20));

        assertThatThrownBy(() -> allocation.replay(foreign))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[10, 20)");
    }

    private void receive(RequestId requestId, IdRange range) {
        replayAll(allocation.receive(requestId, range));
    }

    private IdRange give(NodeAsk ask) {
        var decision = allocation.give(ask, 100);
        replayAll(decision);
        return ((AllocationReply.Given) decision.reply()).range();
    }

    private void replayAll(Decision<AllocationRecord, AllocationReply> decision) {
        decision.records().forEach(allocation::replay);
    }

    private static RequestId id(String value) {
        return new RequestId(value);
    }
}
