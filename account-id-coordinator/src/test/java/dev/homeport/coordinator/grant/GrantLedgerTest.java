package dev.homeport.coordinator.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantLedgerTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");

    private final GrantLedger ledger = new GrantLedger();

    @Test
    void grantsFollowEachOtherWithoutOverlap() {
        assertThat(grant(SHANGHAI, "a", 10)).isEqualTo(new IdRange(0, 10));
        assertThat(grant(CANADA, "a", 5)).isEqualTo(new IdRange(10, 15));
        assertThat(ledger.next()).isEqualTo(15);
    }

    @Test
    void decidingChangesNothing() {
        ledger.decide(request(SHANGHAI, "a", 10, 0));

        assertThat(ledger.next()).isZero();
        assertThat(ledger.snapshot()).isEqualTo(new GrantLedger().snapshot());
    }

    @Test
    void sameRequestIdGetsTheSameGrant() {
        var first = grant(SHANGHAI, "a", 10);
        grant(CANADA, "b", 10);

        var again = ledger.decide(request(SHANGHAI, "a", 10, 0));

        assertThat(again.records()).isEmpty();
        assertThat(again.reply()).isEqualTo(new GrantReply.Granted(first, true));
    }

    @Test
    void sameRequestIdWithAnotherCountIsAConflict() {
        grant(SHANGHAI, "a", 10);

        assertThat(ledger.decide(request(SHANGHAI, "a", 11, 0)).reply())
                .isInstanceOfSatisfying(
                        GrantReply.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
                            assertThat(refused.detail()).contains("requestId: a", "10", "11");
                        });
    }

    @Test
    void requestIdsAreRememberedForTheLast32GrantsOfASite() {
        var first = grant(SHANGHAI, "r0", 1);
        for (var i = 1; i < GrantLedger.REMEMBERED_PER_SITE; i++) {
            grant(SHANGHAI, "r" + i, 1);
        }
        assertThat(grant(SHANGHAI, "r0", 1)).isEqualTo(first);

        grant(SHANGHAI, "one more", 1);

        assertThat(grant(SHANGHAI, "r0", 1)).as("forgotten, so new numbers").isNotEqualTo(first);
    }

    @Test
    void nothingBelowTheWitnessedMarkIsGranted() {
        var restoredFromAnOldCopy = new GrantLedger();

        var decision = restoredFromAnOldCopy.decide(request(SHANGHAI, "a", 10, 1_000));

        assertThat(decision.reply())
                .isEqualTo(new GrantReply.Granted(new IdRange(1_000, 1_010), false));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, GrantLedger.MAX_COUNT + 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void countOutOfRangeIsRefused(long count) {
        assertThat(ledger.decide(request(SHANGHAI, "a", count, 0)).reply())
                .isInstanceOfSatisfying(
                        GrantReply.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
                            assertThat(refused.detail()).startsWith("count: " + count);
                        });
    }

    @Test
    void whatIsLeftAtTheEndCanBeGrantedAndNothingMore() {
        var mark = IdRange.LIMIT - 10;

        assertThat(ledger.decide(request(SHANGHAI, "a", 11, mark)).reply())
                .isInstanceOfSatisfying(
                        GrantReply.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
                            assertThat(refused.detail()).contains("the 10 that are left");
                        });
        assertThat(grant(SHANGHAI, "b", 10, mark)).isEqualTo(new IdRange(mark, IdRange.LIMIT));
        assertThat(ledger.decide(request(SHANGHAI, "c", 1, 0)).reply())
                .isInstanceOf(GrantReply.Refused.class);
    }

    @Test
    void moreSitesThanTheLedgerKeepsAreRefused() {
        for (var i = 0; i < GrantLedger.MAX_SITES; i++) {
            grant(new SiteId("s" + i), "a", 1);
        }

        assertThat(ledger.decide(request(new SiteId("one-more"), "a", 1, 0)).reply())
                .isInstanceOf(GrantReply.Refused.class);
    }

    @Test
    void replayRefusesToGoBackwards() {
        grant(SHANGHAI, "a", 10);
        var stale = new GrantRecord.RangeGranted(CANADA, new RequestId("b"), new IdRange(9, 12));

        assertThatThrownBy(() -> ledger.replay(stale))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[9, 12)")
                .hasMessageContaining("below 10");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void noNumberIsGrantedTwiceUnderRetriesMarksAndRestarts(int seed) {
        var random = new Random(seed);
        var live = new GrantLedger();
        var given = new ArrayList<IdRange>();
        for (var step = 0; step < 2_000; step++) {
            var site = random.nextBoolean() ? SHANGHAI : CANADA;
            var mark = random.nextInt(10) == 0 ? live.next() + random.nextInt(50) : 0;
            var request = request(site, "r" + random.nextInt(200), 1 + random.nextInt(3), mark);
            var decision = live.decide(request);
            decision.records().forEach(live::replay);
            if (decision.reply() instanceof GrantReply.Granted(var range, var repeated)) {
                assertThat(given.contains(range)).isEqualTo(repeated);
                if (!repeated) {
                    assertThat(given).noneMatch(range::overlaps);
                    given.add(range);
                }
            }
            if (random.nextInt(100) == 0) {
                live = new GrantLedger(GrantSnapshot.ofBytes(live.snapshot().toBytes()));
            }
        }
        assertThat(given).hasSizeGreaterThan(300);
    }

    @Test
    void snapshotHasTheFormOfVersion0() {
        grant(SHANGHAI, "a", 10);

        var bytes = ledger.snapshot().toBytes();

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(
                        "00"
                                + "000000000000000a"
                                + "00000001"
                                + "00087368616e67686169"
                                + "000161"
                                + "0000000000000000"
                                + "000000000000000a");
        assertThat(GrantSnapshot.ofBytes(bytes)).isEqualTo(ledger.snapshot());
    }

    @Test
    void bytesThatAreNoSnapshotAreRefused() {
        grant(SHANGHAI, "a", 10);
        var bytes = ledger.snapshot().toBytes();

        for (var length = 0; length < bytes.length; length++) {
            var cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> GrantSnapshot.ofBytes(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var newer = bytes.clone();
        newer[0] = 1;
        assertThatThrownBy(() -> GrantSnapshot.ofBytes(newer)).hasMessageContaining("version 1");
    }

    @Test
    void witnessedMarkIsTheHighestOfAMajority() {
        var hongkong = new SiteId("hongkong");

        assertThat(WitnessedMark.of(Map.of(SHANGHAI, 7L, CANADA, 9L), 3)).hasValue(9);
        assertThat(WitnessedMark.of(Map.of(SHANGHAI, 7L), 3)).isEmpty();
        assertThat(WitnessedMark.of(Map.of(SHANGHAI, 7L, CANADA, 9L), 4)).isEmpty();
        assertThat(WitnessedMark.of(Map.of(SHANGHAI, 0L, CANADA, 0L, hongkong, 0L), 3)).hasValue(0);
        assertThatThrownBy(() -> WitnessedMark.of(Map.of(SHANGHAI, -1L), 1))
                .hasMessageContaining("shanghai");
    }

    private IdRange grant(SiteId site, String requestId, long count) {
        return grant(site, requestId.replace(' ', '-'), count, 0);
    }

    private IdRange grant(SiteId site, String requestId, long count, long mark) {
        var decision = ledger.decide(request(site, requestId, count, mark));
        List.copyOf(decision.records()).forEach(ledger::replay);
        return ((GrantReply.Granted) decision.reply()).range();
    }

    private static GrantRequest request(SiteId site, String requestId, long count, long mark) {
        return new GrantRequest(site, new RequestId(requestId), count, mark);
    }
}
