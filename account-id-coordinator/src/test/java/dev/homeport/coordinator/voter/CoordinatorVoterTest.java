package dev.homeport.coordinator.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.RequestId;
import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.coordinator.claim.ClaimReply;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.coordinator.grant.GrantReply;
import dev.homeport.coordinator.state.InMemoryStore;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CoordinatorVoterTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final ClaimKey NAME = new ClaimKey(1, new byte[ClaimKey.HASH_BYTES]);

    private final InMemoryQueue queue =
            new InMemoryQueue(
                    new FleetId(new UUID(1, 2)),
                    new SiteLog(new SiteId("coordinator"), 1),
                    1,
                    new CommandJudge());
    private final Marks marks = new Marks();
    private InMemoryStore store = new InMemoryStore();
    private Applier applier = new Applier(queue, store);
    private CoordinatorVoter voter = new CoordinatorVoter(queue, applier, store, marks);

    @Test
    void grantIsAnsweredAfterAMajorityOfWitnessesKeepsItsMark() {
        assertThat(grant(SHANGHAI, "a", 10)).isEqualTo(granted(0, 10, false));
        assertThat(marks.kept).allSatisfy((_, mark) -> assertThat(mark).isEqualTo(10));

        marks.unreachable(SHANGHAI, CANADA);
        assertThat(grant(SHANGHAI, "b", 10))
                .isInstanceOfSatisfying(
                        Answer.NotDone.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(store.grants().next()).as("nothing was granted").isEqualTo(10);
    }

    @Test
    void grantWhoseMarkNoMajorityKeepsIsNotAnsweredAndARetryGetsTheSame() {
        marks.failAfterRead = true;
        assertThat(grant(SHANGHAI, "a", 10)).isInstanceOf(Answer.Unknown.class);
        marks.failAfterRead = false;

        assertThat(grant(SHANGHAI, "a", 10)).isEqualTo(granted(0, 10, true));
        assertThat(marks.kept).containsEntry(SHANGHAI, 10L);
    }

    @Test
    void retryAfterAnUnknownAnswerGetsTheSameGrant() {
        queue.failWith(InMemoryQueue.Fault.UNKNOWN_BUT_DONE);
        assertThat(grant(SHANGHAI, "a", 10)).isInstanceOf(Answer.Unknown.class);
        queue.failWith(InMemoryQueue.Fault.NONE);

        assertThat(grant(SHANGHAI, "a", 10)).isEqualTo(granted(0, 10, true));
        assertThat(grant(CANADA, "a", 10)).isEqualTo(granted(10, 20, false));
    }

    @Test
    void votersPutBackFromCopiesNeverGrantBelowTheWitnessedMark() {
        grant(SHANGHAI, "a", 1_000);
        var emptyQueue =
                new InMemoryQueue(
                        new FleetId(new UUID(1, 2)),
                        new SiteLog(new SiteId("coordinator"), 1),
                        1,
                        new CommandJudge());
        var emptyStore = new InMemoryStore();
        var emptyApplier = new Applier(emptyQueue, emptyStore);
        var restored = new CoordinatorVoter(emptyQueue, emptyApplier, emptyStore, marks);

        var answer = restored.grant(CANADA, new RequestId("b"), 5, DEADLINE);
        emptyApplier.applyAvailable();

        assertThat(answer.toCompletableFuture().join()).isEqualTo(granted(1_000, 1_005, false));
    }

    @Test
    void voterThatDoesNotLeadNamesTheOneThatDoes() {
        queue.lead(2);

        assertThat(grant(SHANGHAI, "a", 10))
                .isInstanceOfSatisfying(
                        Answer.NotDone.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.NOT_LEADER);
                            assertThat(refused.leader()).isEqualTo(OptionalInt.of(2));
                        });
        assertThat(voter.resolve(NAME, DEADLINE).toCompletableFuture().join())
                .isInstanceOf(Answer.NotDone.class);
    }

    @Test
    void ofTwoClaimsOfOneNameOneWinsAndResolves() {
        var alice = new AccountId(1);
        var bob = new AccountId(2);
        assertThat(reserve(alice, 1)).isEqualTo(done(ClaimOutcome.RESERVED));
        assertThat(reserve(bob, 1)).isEqualTo(done(ClaimOutcome.TAKEN));
        assertThat(resolve()).isEqualTo(new Answer.Answered<>(Optional.empty()));

        var confirm =
                voter.claim(new ClaimCommand.Confirm(alice, stamp(2), List.of(NAME)), DEADLINE);
        applier.applyAvailable();

        assertThat(confirm.toCompletableFuture().join()).isEqualTo(done(ClaimOutcome.CONFIRMED));
        assertThat(resolve()).isEqualTo(new Answer.Answered<>(Optional.of(alice)));
    }

    @Test
    void voterThatRestartsGoesOnWhereItsStoreStands() {
        grant(SHANGHAI, "a", 10);
        reserve(new AccountId(1), 1);

        applier = new Applier(queue, store);
        voter = new CoordinatorVoter(queue, applier, store, marks);
        assertThat(applier.appliedPosition()).isEqualTo(2);
        assertThat(grant(SHANGHAI, "a", 10)).isEqualTo(granted(0, 10, true));

        store = new InMemoryStore();
        applier = new Applier(queue, store);
        assertThat(applier.applyAvailable()).as("all of the log again").isEqualTo(3);
        assertThat(store.claim(NAME)).isPresent();
        assertThat(store.grants().next()).isEqualTo(10);
    }

    @Test
    void replyThatIsNotThereInTimeIsUnknown() {
        var answer = voter.grant(SHANGHAI, new RequestId("a"), 10, Duration.ofMillis(20));

        assertThat(answer.toCompletableFuture().join())
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("not applied here"));
        applier.applyAvailable();
        assertThat(grant(SHANGHAI, "a", 10)).isEqualTo(granted(0, 10, true));
    }

    private Answer<GrantReply> grant(SiteId site, String requestId, long count) {
        var answer = voter.grant(site, new RequestId(requestId), count, DEADLINE);
        applier.applyAvailable();
        return answer.toCompletableFuture().join();
    }

    private Answer<ClaimReply> reserve(AccountId account, long offset) {
        var answer =
                voter.claim(
                        new ClaimCommand.Reserve(account, stamp(offset), List.of(NAME)), DEADLINE);
        applier.applyAvailable();
        return answer.toCompletableFuture().join();
    }

    private Answer<Optional<AccountId>> resolve() {
        return voter.resolve(NAME, DEADLINE).toCompletableFuture().join();
    }

    private static OperationStamp stamp(long offset) {
        return new OperationStamp(Epoch.FIRST, offset, 0);
    }

    private static Answer<GrantReply> granted(long lo, long hi, boolean repeated) {
        return new Answer.Answered<>(new GrantReply.Granted(new IdRange(lo, hi), repeated));
    }

    private static Answer<ClaimReply> done(ClaimOutcome outcome) {
        return new Answer.Answered<>(new ClaimReply.Done(outcome, false));
    }

    /** Three witnesses in memory. */
    private static final class Marks implements WitnessMarks {

        private final Map<SiteId, Long> kept =
                new TreeMap<>(Map.of(SHANGHAI, 0L, CANADA, 0L, HONGKONG, 0L));
        private List<SiteId> unreachable = List.of();
        private boolean failAfterRead;

        void unreachable(SiteId... sites) {
            unreachable = List.of(sites);
        }

        @Override
        public int witnesses() {
            return 3;
        }

        @Override
        public CompletionStage<Map<SiteId, Long>> read(Duration deadline) {
            return CompletableFuture.completedFuture(reachable());
        }

        @Override
        public CompletionStage<Map<SiteId, Long>> raise(long mark, Duration deadline) {
            if (failAfterRead) {
                return CompletableFuture.completedFuture(Map.of());
            }
            for (var site : reachable().keySet()) {
                kept.merge(site, mark, Math::max);
            }
            return CompletableFuture.completedFuture(reachable());
        }

        private Map<SiteId, Long> reachable() {
            var reachable = new HashMap<>(kept);
            reachable.keySet().removeAll(unreachable);
            return reachable;
        }
    }
}
