package dev.homeport.dcnode.home.judge;

import static dev.homeport.dcnode.home.Tables.EAST;
import static dev.homeport.dcnode.home.Tables.IN_EAST;
import static dev.homeport.dcnode.home.Tables.IN_WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochLedgerTest {

    private final EpochLedger ledger = new EpochLedger(LeaseRules.ALL);

    @Test
    void nothingIsEffectiveBeforeAnOpening() {
        assertThat(ledger.isEffective(IN_EAST, Epoch.FIRST)).isFalse();
        assertThat(ledger.isEffective(IN_EAST, Epoch.NONE)).isFalse();
    }

    @Test
    void shardsAreToldByTheEpochsThatAreOpenAndThatMayBe() {
        ledger.open(EAST, new Epoch(3));
        ledger.closeBelow(ShardSet.of(IN_EAST), new Epoch(7));
        ledger.closeBelow(ShardSet.of(IN_WEST), new Epoch(7));
        var closed = ShardSet.of(IN_EAST).union(ShardSet.of(IN_WEST));

        assertThat(ledger.byOpenEpoch())
                .isEqualTo(Map.of(new Epoch(3), EAST.minus(ShardSet.of(IN_EAST))));
        assertThat(ledger.byNextEpoch())
                .isEqualTo(
                        Map.of(
                                Epoch.FIRST,
                                EAST.complement().minus(ShardSet.of(IN_WEST)),
                                new Epoch(4),
                                EAST.minus(ShardSet.of(IN_EAST)),
                                new Epoch(7),
                                closed));
    }

    @Test
    void onlyTheOpenEpochIsEffective() {
        ledger.open(EAST, new Epoch(3));

        assertThat(ledger.isEffective(IN_EAST, new Epoch(3))).isTrue();
        assertThat(ledger.isEffective(IN_EAST, new Epoch(2))).isFalse();
        assertThat(ledger.isEffective(IN_EAST, new Epoch(4))).isFalse();
        assertThat(ledger.isEffective(IN_WEST, new Epoch(3))).isFalse();
    }

    @Test
    void aClosingEndsEverythingBelowAlsoWhatWasNeverOpened() {
        ledger.closeBelow(EAST, new Epoch(4));

        assertThat(ledger.open(EAST, new Epoch(3)).isEmpty()).isTrue();
        assertThat(ledger.isEffective(IN_EAST, new Epoch(3))).isFalse();
        assertThat(ledger.open(EAST, new Epoch(4))).isEqualTo(EAST);
    }

    @Test
    void anOpeningIsRefusedAfterTheSameOrALaterOne() {
        ledger.open(EAST, new Epoch(5));

        assertThat(ledger.open(EAST, new Epoch(5)).isEmpty()).isTrue();
        assertThat(ledger.open(EAST, new Epoch(4)).isEmpty()).isTrue();
        assertThat(ledger.openEpoch(IN_EAST)).isEqualTo(new Epoch(5));
    }

    @Test
    void aClosingOfEarlierEpochsLeavesALaterOneOpen() {
        ledger.open(EAST, new Epoch(5));
        ledger.closeBelow(EAST, new Epoch(5));
        assertThat(ledger.openEpoch(IN_EAST)).isEqualTo(new Epoch(5));
        ledger.closeBelow(EAST, new Epoch(6));
        assertThat(ledger.openEpoch(IN_EAST)).isEqualTo(Epoch.NONE);
    }

    @Test
    void aTableIsClosedOnlyWhenAllThatItEndedIs() {
        var moved = Tables.first().withAssignment(EAST, Tables.CANADA, Set.of());
        ledger.open(EAST, Epoch.FIRST);
        assertThat(ledger.hasClosedAllEndedBy(Tables.first())).isTrue();
        assertThat(ledger.hasClosedAllEndedBy(moved)).isFalse();

        ledger.closeBelow(EAST, new Epoch(2));
        assertThat(ledger.hasClosedAllEndedBy(moved)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void neverOpensAnEpochTwiceAndSurvivesARestore(long seed) {
        var random = new Random(seed);
        var opened = new long[ShardId.COUNT];
        var current = new EpochLedger(LeaseRules.ALL);
        for (var step = 0; step < 200; step++) {
            var from = random.nextInt(ShardId.COUNT);
            var shards = ShardSet.range(from, random.nextInt(from, ShardId.COUNT) + 1);
            var epoch = new Epoch(random.nextLong(1, 30));
            if (random.nextBoolean()) {
                current.open(shards, epoch).stream()
                        .forEach(shard -> {
                            assertThat(epoch.value()).isGreaterThan(opened[shard]);
                            opened[shard] = epoch.value();
                        });
            } else {
                current.closeBelow(shards, epoch);
            }
            var restored = new EpochLedger(LeaseRules.ALL);
            restored.restore(current.toArray());
            assertThat(restored.toArray()).isEqualTo(current.toArray());
            current = restored;
        }
    }

    @Test
    void refusesToRestoreWhatIsNoLedger() {
        assertThatThrownBy(() -> ledger.restore(new long[7])).hasMessageContaining("7 words");
    }
}
