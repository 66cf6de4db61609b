package dev.homeport.coordinator.claim;

import static dev.homeport.coordinator.claim.ClaimOutcome.CONFIRMED;
import static dev.homeport.coordinator.claim.ClaimOutcome.NOT_RESERVED;
import static dev.homeport.coordinator.claim.ClaimOutcome.RELEASED;
import static dev.homeport.coordinator.claim.ClaimOutcome.RESERVED;
import static dev.homeport.coordinator.claim.ClaimOutcome.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.coordinator.state.CoordinatorCommand;
import dev.homeport.coordinator.state.CoordinatorReply;
import dev.homeport.coordinator.state.CoordinatorState;
import dev.homeport.coordinator.state.InMemoryStore;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimDeciderTest {

    private static final AccountId ALICE = new AccountId(4_097);
    private static final AccountId BOB = new AccountId(8_194);
    private static final ClaimKey NAME = key(1, 7);
    private static final ClaimKey NAME_IN_2 = key(2, 8);

    private final InMemoryStore store = new InMemoryStore();
    private final CoordinatorState state = new CoordinatorState(store);

    @Test
    void ofTwoClaimsOfOneNameTheFirstInTheLogWins() {
        assertThat(reserve(ALICE, stamp(1, 1), NAME)).isEqualTo(done(RESERVED));
        assertThat(reserve(BOB, stamp(1, 1), NAME)).isEqualTo(done(TAKEN));
        assertThat(confirm(BOB, stamp(1, 2), NAME)).isEqualTo(done(TAKEN));
        assertThat(confirm(ALICE, stamp(1, 2), NAME)).isEqualTo(done(CONFIRMED));

        assertThat(store.resolve(NAME)).contains(ALICE);
    }

    @Test
    void onlyAnOwnedNameResolves() {
        assertThat(store.resolve(NAME)).isEmpty();
        reserve(ALICE, stamp(1, 1), NAME);
        assertThat(store.resolve(NAME)).isEmpty();
        confirm(ALICE, stamp(1, 2), NAME);
        assertThat(store.resolve(NAME)).contains(ALICE);
        release(ALICE, stamp(1, 3), 10, NAME);
        assertThat(store.resolve(NAME)).isEmpty();
    }

    @Test
    void nameWithoutReservationCannotBeConfirmed() {
        assertThat(confirm(ALICE, stamp(1, 1), NAME)).isEqualTo(done(NOT_RESERVED));
    }

    @Test
    void reservationNeverLapsesByTime() {
        reserve(ALICE, stamp(1, 1), NAME);
        ticks(10_000);

        assertThat(reserve(BOB, stamp(1, 1), NAME)).isEqualTo(done(TAKEN));
        assertThat(confirm(ALICE, stamp(1, 2), NAME)).isEqualTo(done(CONFIRMED));
    }

    @Test
    void ownedNameThatWasReleasedIsFreeAfterItsQuarantineInTicks() {
        reserve(ALICE, stamp(1, 1), NAME);
        confirm(ALICE, stamp(1, 2), NAME);
        assertThat(release(ALICE, stamp(1, 3), 3, NAME)).isEqualTo(done(RELEASED));

        ticks(2);
        assertThat(reserve(BOB, stamp(1, 1), NAME)).isEqualTo(done(TAKEN));
        ticks(1);
        assertThat(reserve(BOB, stamp(1, 2), NAME)).isEqualTo(done(RESERVED));
    }

    @Test
    void reservedNameThatWasReleasedIsFreeAtOnce() {
        reserve(ALICE, stamp(1, 1), NAME);
        release(ALICE, stamp(1, 2), 3, NAME);

        assertThat(reserve(BOB, stamp(1, 1), NAME)).isEqualTo(done(RESERVED));
    }

    @Test
    void ownerMayTakeItsNameBackWithinTheQuarantine() {
        reserve(ALICE, stamp(1, 1), NAME);
        confirm(ALICE, stamp(1, 2), NAME);
        release(ALICE, stamp(1, 3), 100, NAME);

        assertThat(reserve(ALICE, stamp(1, 4), NAME)).isEqualTo(done(RESERVED));
    }

    @Test
    void anothersNameCannotBeReleased() {
        reserve(ALICE, stamp(1, 1), NAME);
        confirm(ALICE, stamp(1, 2), NAME);

        release(BOB, stamp(1, 1), 0, NAME);

        assertThat(store.resolve(NAME)).contains(ALICE);
    }

    @Test
    void namesWhoseQuarantineIsOverAreForgotten() {
        reserve(ALICE, stamp(1, 1), NAME);
        confirm(ALICE, stamp(1, 2), NAME);
        release(ALICE, stamp(1, 3), 2, NAME);

        ticks(1);
        assertThat(store.claim(NAME)).isPresent();
        ticks(1);
        assertThat(store.claim(NAME)).isEmpty();
    }

    @Test
    void operationBelowTheHighestEpochOfItsAccountIsRefused() {
        reserve(ALICE, stamp(3, 1), NAME);

        var late = release(ALICE, stamp(2, 99), 0, NAME);

        assertThat(late)
                .isInstanceOfSatisfying(
                        ClaimReply.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.MOVED);
                            assertThat(refused.detail()).contains("2/99.0", "3/1.0");
                        });
        assertThat(store.claim(NAME)).contains(Claim.held(ALICE, ClaimState.RESERVED));
    }

    @Test
    void epochIsRememberedEvenWhenTheNameWasTaken() {
        reserve(BOB, stamp(1, 1), NAME);
        reserve(ALICE, stamp(3, 1), NAME);

        assertThat(reserve(ALICE, stamp(2, 1), key(1, 9))).isInstanceOf(ClaimReply.Refused.class);
    }

    @Test
    void lateRepeatOfAReservationDoesNotComeBackAfterItsRelease() {
        reserve(ALICE, stamp(1, 1), NAME);
        release(ALICE, stamp(1, 2), 0, NAME);

        assertThat(reserve(ALICE, stamp(1, 1), NAME))
                .isInstanceOfSatisfying(
                        ClaimReply.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(store.claim(NAME)).isEmpty();
    }

    @Test
    void repeatGetsTheFirstAnswerEvenIfTheNameIsFreeByNow() {
        reserve(BOB, stamp(1, 1), NAME);
        assertThat(reserve(ALICE, stamp(1, 1), NAME)).isEqualTo(done(TAKEN));
        release(BOB, stamp(1, 2), 0, NAME);

        assertThat(reserve(ALICE, stamp(1, 1), NAME)).isEqualTo(new ClaimReply.Done(TAKEN, true));
        assertThat(store.claim(NAME)).isEmpty();
    }

    @Test
    void keysOfOtherVersionsThanThoseInUseAreRefusedWithoutUsingUpTheStamp() {
        assertThat(reserve(ALICE, stamp(1, 1), NAME_IN_2))
                .isInstanceOfSatisfying(
                        ClaimReply.Refused.class,
                        refused -> assertThat(refused.detail()).contains("[2]", "[1]"));
        assertThat(reserve(ALICE, stamp(1, 1), NAME)).isEqualTo(done(RESERVED));
    }

    @Test
    void whileTheKeyRotatesBothAreChecked() {
        reserve(ALICE, stamp(1, 1), NAME);
        confirm(ALICE, stamp(1, 2), NAME);
        claim(new ClaimCommand.BeginRotation(2, 0));

        assertThat(reserve(BOB, stamp(1, 1), NAME, NAME_IN_2)).isEqualTo(done(TAKEN));
        assertThat(store.resolve(NAME_IN_2)).isEmpty();
        assertThat(reserve(ALICE, stamp(1, 3), NAME, NAME_IN_2)).isEqualTo(done(CONFIRMED));
        assertThat(store.resolve(NAME_IN_2)).contains(ALICE);
    }

    @Test
    void oldKeyRetiresOnceEveryHomeHasClaimedAgainAndTheQuarantineIsOver() {
        reserve(ALICE, stamp(1, 1), NAME);
        confirm(ALICE, stamp(1, 2), NAME);
        claim(new ClaimCommand.BeginRotation(2, 3));
        reserve(ALICE, stamp(1, 3), NAME, NAME_IN_2);

        claim(new ClaimCommand.ClaimedAgain(ShardSet.range(0, 4_000), 2));
        ticks(3);
        assertThat(claim(new ClaimCommand.EndRotation()))
                .isInstanceOfSatisfying(
                        ClaimReply.Refused.class,
                        refused -> assertThat(refused.detail()).contains("96 shards"));
        claim(new ClaimCommand.ClaimedAgain(ShardSet.all(), 2));
        assertThat(claim(new ClaimCommand.EndRotation())).isEqualTo(new ClaimReply.Accepted());

        assertThat(store.claim(NAME)).isEmpty();
        assertThat(store.resolve(NAME_IN_2)).contains(ALICE);
        assertThat(reserve(BOB, stamp(1, 9), NAME_IN_2)).isEqualTo(done(TAKEN));
    }

    @Test
    void oldKeyDoesNotRetireBeforeItsTicks() {
        claim(new ClaimCommand.BeginRotation(2, 3));
        claim(new ClaimCommand.ClaimedAgain(ShardSet.all(), 2));
        ticks(2);

        assertThat(claim(new ClaimCommand.EndRotation())).isInstanceOf(ClaimReply.Refused.class);
        ticks(1);
        assertThat(claim(new ClaimCommand.EndRotation())).isEqualTo(new ClaimReply.Accepted());
    }

    @Test
    void rotationsDoNotOverlapOrGoBack() {
        assertThat(claim(new ClaimCommand.BeginRotation(1, 0)))
                .isInstanceOf(ClaimReply.Refused.class);
        claim(new ClaimCommand.BeginRotation(2, 0));
        assertThat(claim(new ClaimCommand.BeginRotation(2, 0)))
                .isEqualTo(new ClaimReply.Accepted());
        assertThat(claim(new ClaimCommand.BeginRotation(3, 0)))
                .isInstanceOf(ClaimReply.Refused.class);
        assertThat(claim(new ClaimCommand.ClaimedAgain(ShardSet.all(), 3)))
                .isInstanceOf(ClaimReply.Refused.class);
    }

    @Test
    void commandsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new ClaimCommand.Reserve(ALICE, stamp(1, 1), List.of()))
                .hasMessageStartingWith("keys: 0");
        assertThatThrownBy(() -> new ClaimCommand.Release(ALICE, stamp(1, 1), List.of(NAME), -1))
                .hasMessageStartingWith("quarantineTicks: -1");
        assertThatThrownBy(() -> new OperationStamp(Epoch.NONE, 1, 0))
                .hasMessageStartingWith("stamp: epoch 0");
        assertThatThrownBy(() -> new ClaimKey(0, new byte[32]))
                .hasMessageStartingWith("claim key: version 0");
    }

    private ClaimReply reserve(AccountId account, OperationStamp stamp, ClaimKey... keys) {
        return claim(new ClaimCommand.Reserve(account, stamp, List.of(keys)));
    }

    private ClaimReply confirm(AccountId account, OperationStamp stamp, ClaimKey... keys) {
        return claim(new ClaimCommand.Confirm(account, stamp, List.of(keys)));
    }

    private ClaimReply release(
            AccountId account, OperationStamp stamp, long quarantineTicks, ClaimKey... keys) {
        return claim(new ClaimCommand.Release(account, stamp, List.of(keys), quarantineTicks));
    }

    private void ticks(int count) {
        for (var i = 0; i < count; i++) {
            claim(new ClaimCommand.Tick());
        }
    }

    private ClaimReply claim(ClaimCommand command) {
        var reply = state.apply(state.appliedPosition() + 1, new CoordinatorCommand.Claim(command));
        return ((CoordinatorReply.Claim) reply).reply();
    }

    private static ClaimReply done(ClaimOutcome outcome) {
        return new ClaimReply.Done(outcome, false);
    }

    private static OperationStamp stamp(long epoch, long offset) {
        return new OperationStamp(new Epoch(epoch), offset, 0);
    }

    private static ClaimKey key(int version, int fill) {
        var hash = new byte[ClaimKey.HASH_BYTES];
        hash[0] = (byte) fill;
        return new ClaimKey(version, hash);
    }
}
