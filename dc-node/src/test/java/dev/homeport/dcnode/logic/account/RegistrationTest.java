package dev.homeport.dcnode.logic.account;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.TestSite.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.Fact.AccountRegistered;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.logic.account.AccountIds.Offer;
import dev.homeport.dcnode.logic.account.HandleClaims.Claim;
import dev.homeport.dcnode.logic.account.Registration.Result;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RegistrationTest {

    private record Owner(AccountId account, RequestId request) {}

    private static final Handle HANDLE = new Handle("alice");

    private final TestSite site = new TestSite();
    private final Deque<AccountId> granted = new ArrayDeque<>(List.of(ALICE, BOB));
    private final Map<Handle, Owner> owners = new HashMap<>();
    private boolean coordinatorIsAway;
    private final Registration registration =
            new Registration(site, _ -> nextId(), (h, c, _, r) -> claim(h, c, r), site.appender());

    private CompletableFuture<Offer> nextId() {
        return CompletableFuture.completedFuture(
                granted.isEmpty()
                        ? new Offer.Unavailable("no grant is left", Duration.ofSeconds(3))
                        : new Offer.Offered(granted.remove()));
    }

    private CompletableFuture<Claim> claim(Handle handle, AccountId account, RequestId request) {
        if (coordinatorIsAway) {
            return CompletableFuture.completedFuture(
                    new Claim.Unavailable("the coordinator is away", Duration.ofSeconds(2)));
        }
        var owner = owners.computeIfAbsent(handle, _ -> new Owner(account, request));
        return CompletableFuture.completedFuture(
                owner.request().equals(request)
                        ? new Claim.Reserved(owner.account())
                        : new Claim.Taken());
    }

    private Result register(String request) {
        return now(registration.register(new RequestId(request), HANDLE));
    }

    private static ErrorCode code(Result result) {
        return ((Result.Refused) result).refusal().code();
    }

    @Test
    void anAccountIsRegisteredInTheLog() {
        assertThat(register("r")).isEqualTo(new Result.Registered(ALICE, HANDLE, false));
        assertThat(site.facts()).containsExactly(new AccountRegistered(ALICE, HANDLE));
    }

    @Test
    void askingAgainGivesTheSameAccount() {
        register("r");

        assertThat(register("r")).isEqualTo(new Result.Registered(ALICE, HANDLE, true));
        assertThat(site.facts()).hasSize(1);
    }

    @Test
    void anotherRequestForTheSameHandleLoses() {
        register("r");

        assertThat(code(register("s"))).isEqualTo(ErrorCode.CONFLICT);
        assertThat(site.facts()).hasSize(1);
    }

    @Test
    void withoutTheCoordinatorNothingIsHalfDone() {
        coordinatorIsAway = true;
        var refused = (Result.Refused) register("r");

        assertThat(refused.refusal().code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(site.facts()).isEmpty();

        coordinatorIsAway = false;
        assertThat(register("r")).isEqualTo(new Result.Registered(BOB, HANDLE, false));
    }

    @Test
    void withoutAGrantThereIsNoAccount() {
        granted.clear();

        assertThat(code(register("r"))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(owners).isEmpty();
    }

    @Test
    void aSiteWithoutAnOpenShardRegistersNobody() {
        site.moveAway(ShardSet.all());

        assertThat(code(register("r"))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(granted).hasSize(2);
    }

    @Test
    void aLostReplyIsMendedByAskingAgain() {
        site.queue().loseReplies(true);
        assertThat(code(register("r"))).isEqualTo(ErrorCode.UNKNOWN);
        site.queue().loseReplies(false);

        assertThat(register("r")).isEqualTo(new Result.Registered(ALICE, HANDLE, true));
    }
}
