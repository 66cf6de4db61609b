package dev.homeport.client.session;

import static dev.homeport.client.session.SteppedSession.CAT;
import static dev.homeport.client.session.SteppedSession.SHANGHAI;
import static dev.homeport.client.session.SteppedSession.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Kept;
import dev.homeport.client.Refusal;
import dev.homeport.client.SendResult;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages. */
class SessionSendingTest {

    @Test
    void anAcknowledgementNamesTheSiteAndItsEpoch() {
        var session = live().send("r");

        session.heard(new ServerFrame.Accepted("r", "m", Kept.OTHER));

        assertThat(session.settled())
                .containsExactly(
                        new SendResult.Acknowledged("m", Kept.OTHER, SHANGHAI.site(), Epoch.FIRST));
    }

    @Test
    void messagesToOneRecipientGoOutOneAfterTheOther() {
        var session = live();

        assertThat(session.send("r-1").sentNow()).containsExactly("r-1");
        assertThat(session.send("r-2").sentNow()).isEmpty();
        assertThat(session.send("to-cat", CAT).sentNow()).containsExactly("to-cat");
        assertThat(session.accepted("r-1").sentNow()).containsExactly("r-2");
    }

    @Test
    void aRepeatIsNotOvertakenByALaterMessage() {
        var session = live().send("r-1").send("r-2");

        session.refused("r-1", ErrorCode.OVERLOADED);

        assertThat(session.sentNow()).isEmpty();
        assertThat(session.pass(Duration.ofSeconds(1)).sentNow()).containsExactly("r-1");
        assertThat(session.accepted("r-1").sentNow()).containsExactly("r-2");
    }

    @Test
    void whatWasInFlightGoesOutAgainOnTheNextConnection() {
        var session = live().send("r");

        session.broken(1006).pass(Duration.ofSeconds(1));

        assertThat(session.opens()).isTrue();
        assertThat(session.welcomed().sentNow()).containsExactly("r");
        session.heard(new ServerFrame.Accepted("r", "m", Kept.SAME));
        assertThat(session.settled()).hasOnlyElementsOfType(SendResult.Acknowledged.class);
    }

    @Test
    void aRefusalAfterALostConnectionLeavesItUnknown() {
        var session = live().send("r").broken(1006).pass(Duration.ofSeconds(1)).welcomed();

        session.refused("r", ErrorCode.NOT_FOUND);

        assertThat(session.settled()).hasOnlyElementsOfType(SendResult.Unknown.class);
    }

    @Test
    void aSiteThatNamesATimeIsNotAskedBefore() {
        var retryAfter = Duration.ofSeconds(2);
        var session =
                live().send("r")
                        .refused(
                                "r",
                                new Refusal(
                                        ErrorCode.OVERLOADED, "x", Optional.empty(), retryAfter));

        assertThat(session.pass(retryAfter).sentNow()).isEmpty();
        assertThat(session.pass(Duration.ofMillis(200)).sentNow()).containsExactly("r");
    }

    @Test
    void aRefusalOfTheOnlyAttemptIsARefusal() {
        var session = live().send("r").refused("r", ErrorCode.NOT_FOUND);

        assertThat(session.settled()).hasOnlyElementsOfType(SendResult.Refused.class);
    }

    @Test
    void whatWasOnlyEverRefusedIsRefusedAtItsDeadline() {
        var session = live().send("r");
        for (var i = 0; i < 20; i++) {
            session.refused("r", ErrorCode.UNAVAILABLE).pass(Duration.ofMillis(100));
        }
        while (session.settled().isEmpty()) {
            session.pass(Duration.ofMillis(100));
            if (!session.sentNow().isEmpty()) {
                session.refused("r", ErrorCode.UNAVAILABLE);
            }
        }

        assertThat(session.settled()).hasOnlyElementsOfType(SendResult.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN", "INTERNAL"})
    void oneAnswerThatLeavesItOpenMakesItUnknown(String code) {
        var session = live().send("r").refused("r", ErrorCode.valueOf(code));
        while (session.settled().isEmpty()) {
            if (!session.sentNow().isEmpty()) {
                session.refused("r", ErrorCode.UNAVAILABLE);
            }
            session.pass(Duration.ofMillis(100));
        }

        assertThat(session.settled()).hasOnlyElementsOfType(SendResult.Unknown.class);
    }

    @Test
    void whatASiteWithoutALeaseHasRefusedWasNotDone() {
        var session = live().send("r");
        while (session.settled().isEmpty()) {
            if (!session.sentNow().isEmpty()) {
                session.refused("r", ErrorCode.NO_LEASE);
            }
            session.pass(Duration.ofMillis(100));
        }

        assertThat(session.settled())
                .singleElement()
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code()).isEqualTo(ErrorCode.NO_LEASE));
    }

    @Test
    void withoutAnAnswerItIsUnknownAndALateOneIsNobodys() {
        var session = live().send("r").pass(Duration.ofSeconds(10));
        assertThat(session.settled()).hasOnlyElementsOfType(SendResult.Unknown.class);

        // The site still owes the first answer: it must not be taken for the second's.
        assertThat(session.send("r").sentNow()).isEmpty();
        session.heard(new ServerFrame.Accepted("r", "m", Kept.THIS));

        assertThat(session.settled()).isEmpty();
        assertThat(session.sentNow()).containsExactly("r");
    }

    @Test
    void afterStopWhatWasSentIsStillSettled() {
        var session = live().send("r");
        session.step(new SessionInput.Stop(Duration.ofSeconds(30).toNanos()));

        assertThat(session.send("late").settled()).hasOnlyElementsOfType(SendResult.Refused.class);
        session.accepted("r");

        assertThat(session.settled()).hasOnlyElementsOfType(SendResult.Acknowledged.class);
        assertThat(session.last).anyMatch(SessionEffect.Drop.class::isInstance);
        assertThat(session.news()).anyMatch(SessionNews.Ended.class::isInstance);
    }

    @Test
    void aFullOutboxRefuses() {
        var session = new SteppedSession(Optional.empty(), Optional.empty());
        for (var i = 0; i < 8; i++) {
            session.send("r-" + i);
        }

        assertThat(session.send("one-more").settled())
                .hasOnlyElementsOfType(SendResult.Refused.class);
    }
}
