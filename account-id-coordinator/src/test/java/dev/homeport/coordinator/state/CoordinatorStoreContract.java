package dev.homeport.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.claim.Claim;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.coordinator.claim.ClaimRecord;
import dev.homeport.coordinator.claim.ClaimState;
import dev.homeport.coordinator.claim.KeyVersions;
import dev.homeport.coordinator.claim.LastOperation;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.coordinator.grant.GrantRecord;
import dev.homeport.coordinator.grant.GrantSnapshot;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does alike. */
public abstract class CoordinatorStoreContract {

    private static final AccountId ALICE = new AccountId(4_097);

    /** An empty store; the subclass closes it after the test. */
    protected abstract CoordinatorStore store();

    @Test
    void newStoreIsEmpty() {
        var store = store();

        assertThat(store.appliedPosition()).isZero();
        assertThat(store.tick()).isZero();
        assertThat(store.versions()).isEqualTo(KeyVersions.FIRST);
        assertThat(store.grants()).isEqualTo(new GrantSnapshot(0, List.of()));
        assertThat(store.claim(key(1, 1))).isEmpty();
        assertThat(store.lastOperation(ALICE)).isEmpty();
        assertThat(store.freeAt(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void keepsWhatIsApplied() {
        var store = store();
        var operation =
                new LastOperation(
                        new OperationStamp(new Epoch(3), 77, 255), ClaimOutcome.NOT_RESERVED);
        var versions = new KeyVersions(1, 65_535, 9, ShardSet.range(5, 4_000));
        var grants =
                new GrantSnapshot(
                        9,
                        List.of(
                                new GrantRecord.RangeGranted(
                                        new SiteId("canada"),
                                        new RequestId("r"),
                                        new IdRange(2, 9))));

        store.apply(
                1,
                new CoordinatorStore.Effects(
                        List.of(
                                put(key(1, 1), ClaimState.CONFIRMED, ALICE),
                                new ClaimRecord.OperationSeen(ALICE, operation),
                                new ClaimRecord.Ticked(4),
                                new ClaimRecord.VersionsChanged(versions)),
                        Optional.of(grants)));

        assertThat(store.claim(key(1, 1))).contains(Claim.held(ALICE, ClaimState.CONFIRMED));
        assertThat(store.lastOperation(ALICE)).contains(operation);
        assertThat(store.tick()).isEqualTo(4);
        assertThat(store.versions()).isEqualTo(versions);
        assertThat(store.grants()).isEqualTo(grants);
        assertThat(store.appliedPosition()).isEqualTo(1);
        assertThat(store.makeDurable()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3})
    void positionThatIsNotTheNextIsRefused(long position) {
        var store = store();
        store.apply(1, effects());

        assertThatThrownBy(() -> store.apply(position, effects()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not follow 1");
        assertThat(store.appliedPosition()).isEqualTo(1);
    }

    @Test
    void releasedNamesAreListedByTheEndOfTheirQuarantine() {
        var store = store();
        store.apply(1, effects(released(key(1, 1), 300), released(key(1, 2), 2)));
        store.apply(2, effects(released(key(1, 3), 7), released(key(1, 4), 8)));
        store.apply(3, effects(put(key(1, 3), ClaimState.RESERVED, ALICE)));

        assertThat(store.freeAt(1, 10)).isEmpty();
        assertThat(store.freeAt(8, 10)).containsExactly(key(1, 2), key(1, 4));
        assertThat(store.freeAt(300, 10)).containsExactly(key(1, 2), key(1, 4), key(1, 1));
        assertThat(store.freeAt(300, 1)).containsExactly(key(1, 2));
        store.apply(4, effects(new ClaimRecord.ClaimRemoved(key(1, 2))));
        assertThat(store.freeAt(8, 10)).containsExactly(key(1, 4));
    }

    @Test
    void reservationsAreListedByShardAndAccount() {
        var store = store();
        var first = new AccountId(4_096 + 7);
        var second = new AccountId(8_192 + 7);
        var elsewhere = new AccountId(4_096 + 8);
        store.apply(
                1,
                effects(
                        put(key(1, 9), ClaimState.RESERVED, second),
                        put(key(1, 8), ClaimState.RESERVED, first),
                        put(key(1, 7), ClaimState.RESERVED, first),
                        put(key(1, 6), ClaimState.RESERVED, elsewhere),
                        put(key(1, 5), ClaimState.CONFIRMED, first)));

        var shard = new ShardId(7);
        assertThat(store.reservations(shard, Optional.empty(), 10))
                .containsExactly(
                        new Reservation(first, key(1, 7)),
                        new Reservation(first, key(1, 8)),
                        new Reservation(second, key(1, 9)));
        assertThat(store.reservations(shard, Optional.empty(), 1)).hasSize(2);
        assertThat(store.reservations(shard, Optional.of(first), 10))
                .containsExactly(new Reservation(second, key(1, 9)));
        store.apply(2, effects(put(key(1, 8), ClaimState.CONFIRMED, first)));
        assertThat(store.reservations(shard, Optional.empty(), 10))
                .containsExactly(
                        new Reservation(first, key(1, 7)), new Reservation(second, key(1, 9)));
    }

    @Test
    void forgottenVersionLeavesTheOthers() {
        var store = store();
        store.apply(
                1,
                effects(
                        put(key(1, 1), ClaimState.CONFIRMED, ALICE),
                        put(key(1, 2), ClaimState.RESERVED, ALICE),
                        released(key(1, 3), 5),
                        put(key(2, 1), ClaimState.CONFIRMED, ALICE),
                        put(key(2, 2), ClaimState.RESERVED, ALICE),
                        released(key(2, 3), 5)));

        store.apply(2, effects(new ClaimRecord.VersionForgotten(1)));

        assertThat(store.claim(key(1, 1))).isEmpty();
        assertThat(store.claim(key(2, 1))).isPresent();
        assertThat(store.freeAt(5, 10)).containsExactly(key(2, 3));
        assertThat(store.reservations(ALICE.shard(), Optional.empty(), 10))
                .containsExactly(new Reservation(ALICE, key(2, 2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void agreesWithTheStoreInMemory(int seed) {
        var random = new Random(seed);
        var store = store();
        var model = new InMemoryStore();
        for (var position = 1L; position <= 1_500; position++) {
            var key = key(1 + random.nextInt(2), random.nextInt(30));
            var account = new AccountId(1 + random.nextInt(4_096 * 3));
            ClaimRecord record =
                    switch (random.nextInt(60)) {
                        case 0 -> new ClaimRecord.VersionForgotten(1 + random.nextInt(2));
                        case 1, 2, 3 -> new ClaimRecord.ClaimRemoved(key);
                        case 4, 5 -> new ClaimRecord.Ticked(position);
                        default ->
                                random.nextBoolean()
                                        ? released(key, 1 + random.nextInt(1_000))
                                        : put(
                                                key,
                                                random.nextBoolean()
                                                        ? ClaimState.RESERVED
                                                        : ClaimState.CONFIRMED,
                                                account);
                    };
            store.apply(position, effects(record));
            model.apply(position, effects(record));
            assertThat(store.claim(key)).isEqualTo(model.claim(key));
            var tick = random.nextInt(1_000);
            assertThat(store.freeAt(tick, 5)).isEqualTo(model.freeAt(tick, 5));
            assertThat(store.reservations(account.shard(), Optional.empty(), 5))
                    .isEqualTo(model.reservations(account.shard(), Optional.empty(), 5));
        }
        assertThat(store.tick()).isEqualTo(model.tick());
    }

    protected static CoordinatorStore.Effects effects(ClaimRecord... records) {
        return new CoordinatorStore.Effects(List.of(records), Optional.empty());
    }

    protected static ClaimRecord put(ClaimKey key, ClaimState state, AccountId account) {
        return new ClaimRecord.ClaimPut(key, Claim.held(account, state));
    }

    private static ClaimRecord released(ClaimKey key, long freeAtTick) {
        return new ClaimRecord.ClaimPut(key, new Claim(ALICE, ClaimState.RELEASED, freeAtTick));
    }

    protected static ClaimKey key(int version, int number) {
        var hash = new byte[ClaimKey.HASH_BYTES];
        hash[0] = (byte) number;
        return new ClaimKey(version, hash);
    }
}
