package dev.homeport.dcnode.logic.message;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.message;
import static dev.homeport.dcnode.fixture.TestSite.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.append.Refusal;
import dev.homeport.dcnode.logic.message.Recipients.Knowledge;
import dev.homeport.dcnode.logic.message.Sending.Kept;
import dev.homeport.dcnode.logic.message.Sending.Result;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SendingTest {

    private final TestSite site = new TestSite();
    private Knowledge knowledge = Knowledge.KNOWN;
    private final Sending sending =
            new Sending(site, _ -> CompletableFuture.completedFuture(knowledge), site.appender());

    private Result send(AccountId sender, String request, AccountId recipient, String text) {
        return now(sending.send(sender, new RequestId(request), recipient, new MessageText(text)));
    }

    private static Result accepted(String request, Kept kept) {
        return new Result.Accepted(message(ALICE, request), kept);
    }

    private static Refusal refusal(Result result) {
        return ((Result.Refused) result).refusal();
    }

    @Test
    void aMessageIsAcceptedOnceItIsEffectiveInTheLog() {
        assertThat(send(ALICE, "r", BOB, "hello")).isEqualTo(accepted("r", Kept.THIS));
        assertThat(site.facts())
                .containsExactly(new MessageSent(ALICE, BOB, new MessageText("hello")));
    }

    @Test
    void askingAgainAtOnceIsTheSameMessage() {
        send(ALICE, "r", BOB, "hello");

        assertThat(send(ALICE, "r", BOB, "hello")).isEqualTo(accepted("r", Kept.SAME));
        assertThat(site.facts()).hasSize(1);
    }

    @Test
    void askingAgainWithAnotherTextKeepsTheFirstAndSaysSo() {
        send(ALICE, "r", BOB, "hello");

        assertThat(send(ALICE, "r", BOB, "other")).isEqualTo(accepted("r", Kept.OTHER));
        assertThat(send(ALICE, "r", ALICE, "hello")).isEqualTo(accepted("r", Kept.OTHER));
        assertThat(site.facts())
                .containsExactly(new MessageSent(ALICE, BOB, new MessageText("hello")));
    }

    @Test
    void anotherAccountsSameRequestIdIsAnotherMessage() {
        send(ALICE, "r", BOB, "hello");

        assertThat(send(BOB, "r", ALICE, "hello"))
                .isEqualTo(new Result.Accepted(message(BOB, "r"), Kept.THIS));
        assertThat(site.facts()).hasSize(2);
    }

    @Test
    void askingAgainAfter600OthersStillNamesTheFirst() {
        send(ALICE, "r", BOB, "hello");
        for (var i = 0; i < 600; i++) {
            send(ALICE, "other-" + i, BOB, "hello");
        }

        // Past the judge's window; the view's unique key makes the second entry harmless.
        assertThat(send(ALICE, "r", BOB, "hello"))
                .isInstanceOfSatisfying(
                        Result.Accepted.class,
                        accepted -> assertThat(accepted.message()).isEqualTo(message(ALICE, "r")));
    }

    @Test
    void askingAgainAfterALostReplyIsTheSameMessage() {
        site.queue().loseReplies(true);
        var lost = send(ALICE, "r", BOB, "hello");
        site.queue().loseReplies(false);

        assertThat(refusal(lost).code()).isEqualTo(ErrorCode.UNKNOWN);
        assertThat(refusal(lost).retryAfter()).isPositive();
        assertThat(send(ALICE, "r", BOB, "hello")).isEqualTo(accepted("r", Kept.SAME));
        assertThat(site.facts()).hasSize(1);
    }

    @Test
    void withoutALeaseNothingIsDone() {
        site.lease(false);

        assertThat(refusal(send(ALICE, "r", BOB, "hello")).code()).isEqualTo(ErrorCode.NO_LEASE);
        assertThat(site.facts()).isEmpty();
    }

    @Test
    void whatLostItsLeaseOnTheWayIsNotAcknowledgedThoughItMayTakeEffect() {
        site.loseLeaseAfterNextLook();

        assertThat(refusal(send(ALICE, "r", BOB, "hello")).code()).isEqualTo(ErrorCode.UNKNOWN);

        site.lease(true);
        assertThat(send(ALICE, "r", BOB, "hello")).isEqualTo(accepted("r", Kept.SAME));
    }

    @Test
    void theWrongSiteSaysWhereTheHomeIsAndAppendsNothing() {
        site.moveAway(ShardSet.of(ALICE.shard()));

        assertThat(refusal(send(ALICE, "r", BOB, "hello")))
                .isEqualTo(Refusal.moved(new Home.Elsewhere(new SiteId("canada"), new Epoch(2))));
        assertThat(site.facts()).isEmpty();
    }

    @Test
    void aHomeThatWasClosedMeanwhileDoesNotAccept() {
        site.close();

        assertThat(refusal(send(ALICE, "r", BOB, "hello")).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(site.facts()).isEmpty();
    }

    @Test
    void nobodyToSendToIsSaid() {
        knowledge = Knowledge.ABSENT;

        assertThat(refusal(send(ALICE, "r", BOB, "hello")).code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(site.facts()).isEmpty();
    }

    @Test
    void aViewThatCannotBeAskedDoesNotStopMessages() {
        knowledge = Knowledge.CANNOT_TELL;

        assertThat(send(ALICE, "r", BOB, "hello")).isEqualTo(accepted("r", Kept.THIS));
    }

    @Test
    void setbacksOfTheLogAreToldWithTheTimeToRetry() {
        site.queue()
                .meet(Optional.of(new Setback.Overloaded("log is full", Duration.ofSeconds(7))));
        assertThat(refusal(send(ALICE, "r", BOB, "hello")))
                .isEqualTo(
                        Refusal.later(ErrorCode.OVERLOADED, "log is full", Duration.ofSeconds(7)));

        site.queue().meet(Optional.of(new Setback.NotLeader(OptionalInt.of(2))));
        assertThat(refusal(send(ALICE, "r", BOB, "hello")).code()).isEqualTo(ErrorCode.NOT_LEADER);
    }
}
