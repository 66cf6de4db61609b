package dev.homeport.client.session;

import static dev.homeport.client.session.SteppedSession.CANADA;
import static dev.homeport.client.session.SteppedSession.CAT;
import static dev.homeport.client.session.SteppedSession.SHANGHAI;
import static dev.homeport.client.session.SteppedSession.announced;
import static dev.homeport.client.session.SteppedSession.live;
import static dev.homeport.client.session.SteppedSession.messageNumber;
import static dev.homeport.client.session.SteppedSession.moving;
import static dev.homeport.client.session.SteppedSession.on;
import static dev.homeport.client.session.SteppedSession.ready;
import static dev.homeport.client.session.SteppedSession.refusedFor;
import static dev.homeport.client.session.SteppedSession.sentOn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Home;
import dev.homeport.client.Kept;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SendResult;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.client.session.SessionEffect.Drop;
import dev.homeport.client.session.SessionEffect.Open;
import dev.homeport.client.session.SessionEffect.Write;
import dev.homeport.vocabulary.Epoch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The second connection, to where the home will be. The first has number 1. */
class SessionStandbyTest {

    private static final Duration NOW = Duration.ZERO;

    @Test
    void theNextHomeIsConnectedToAfterTheSlotAndThePresentOneStayedAt() {
        var session = live().heard(moving(CANADA, 2, Duration.ofMillis(300)));
        assertThat(session.opens()).isFalse();
        assertThat(session.pass(Duration.ofMillis(200)).opens()).isFalse();

        session.pass(Duration.ofMillis(100));

        assertThat(session.last).containsExactly(new Open(2, new Home(CANADA, new Epoch(2))));
        assertThat(session.welcomed().news()).isEmpty();
        assertThat(sentOn(session.send("r"))).containsExactly(1L);
    }

    @Test
    void itIsGreetedWithTheSameInbox() {
        var session = announced().step(new SessionInput.Opened(2));

        assertThat(session.written())
                .containsExactly(new ClientFrame.Hello("TOKEN", session.after()));
    }

    @Test
    void whoIsRefusedGoesOverWithoutConnecting() {
        var session = on(ready().send("r"), 1, refusedFor("r"));

        assertThat(session.opens()).isFalse();
        assertThat(session.last).contains(new Drop(1));
        assertThat(session.news())
                .containsExactly(
                        new SessionNews.Moved(CANADA.site(), new Epoch(2)),
                        new SessionNews.Connected(
                                CANADA.site(), new Epoch(2), SyncStart.GOES_ON, 0));
        assertThat(sentOn(session)).containsExactly(2L);
        on(session, 2, new ServerFrame.Accepted("r", "m-r", Kept.THIS));
        assertThat(session.settled())
                .containsExactly(
                        new SendResult.Acknowledged("m-r", Kept.THIS, CANADA.site(), new Epoch(2)));
    }

    @Test
    void whatTheOldHomeOwesAnAnswerForIsSentToTheNewOneToo() {
        var session = ready().send("r").send("s", CAT);

        on(session, 1, refusedFor("r"));

        assertThat(session.sentNow()).containsExactly("r", "s");
        assertThat(sentOn(session)).containsExactly(2L, 2L);
    }

    @Test
    void whoOnlyReceivesGoesOverWithoutWaitingForItsSlot() {
        var session = ready();

        on(
                session,
                1,
                new ServerFrame.Moved(
                        new MovedTo(CANADA.site(), new Epoch(2)), Duration.ofSeconds(9)));

        assertThat(session.last).contains(new Drop(1));
        assertThat(session.opens()).isFalse();
        assertThat(sentOn(session.send("r"))).containsExactly(2L);
    }

    @Test
    void aConnectionThatIsOnlyComingUpIsGoneOnWith() {
        var session = on(announced().send("r"), 1, refusedFor("r"));
        assertThat(session.opens()).isFalse();
        assertThat(session.sentNow()).isEmpty();

        assertThat(session.welcomed().sentNow()).containsExactly("r");
        assertThat(sentOn(session)).containsExactly(2L);
    }

    @Test
    void whoWaitsForItsSlotGoesOverWhenTheConnectionIsUp() {
        var session = announced();
        on(
                session,
                1,
                new ServerFrame.Moved(
                        new MovedTo(CANADA.site(), new Epoch(2)), Duration.ofSeconds(9)));
        assertThat(session.last).doesNotContain(new Drop(1));

        assertThat(session.welcomed().last).contains(new Drop(1));
    }

    @Test
    void messagesAreHandedOnOnceWhicheverSiteTellsThemFirst() {
        var session = ready();
        on(session, 1, messageNumber(1));
        on(session, 2, messageNumber(1));
        on(session, 2, messageNumber(2));
        on(session, 1, messageNumber(2));
        on(session, 1, messageNumber(3));

        assertThat(session.received()).containsExactly("text 1", "text 2", "text 3");
        session.pass(Duration.ofMillis(100));
        var upTo = new ClientFrame.Ack(new SyncKey(Epoch.FIRST, 3));
        assertThat(session.last).containsExactly(new Write(1, upTo), new Write(2, upTo));
    }

    @Test
    void aSiteThatTellsWhatHasArrivedIsToldSoAgain() {
        var session = ready();
        on(session, 1, messageNumber(1)).pass(Duration.ofMillis(100));

        on(session, 2, messageNumber(1)).pass(Duration.ofMillis(100));

        assertThat(session.last)
                .contains(new Write(2, new ClientFrame.Ack(new SyncKey(Epoch.FIRST, 1))));
    }

    @Test
    void aConnectionThatFailsIsForgottenAndTheMoveFollowedAsWithoutIt() {
        var session = ready().step(new SessionInput.Broken(2, 1006, "gone"));
        assertThat(session.last).isEmpty();
        assertThat(sentOn(session.send("r"))).containsExactly(1L);

        on(session, 1, refusedFor("r"));

        assertThat(session.last).contains(new Open(3, new Home(CANADA, new Epoch(2))));
        assertThat(session.welcomed().sentNow()).containsExactly("r");
    }

    @Test
    void aSiteThatHasLessThanTheClientIsLeftToTheUsualWay() {
        var session = announced().step(new SessionInput.Opened(2));

        on(session, 2, new ServerFrame.Welcome(SyncKey.START, SyncStart.ROLLED_BACK, 0));

        assertThat(session.last).containsExactly(new Drop(2));
    }

    @Test
    void aMoveThatIsTakenBackEndsTheConnection() {
        var byTheOther =
                on(
                        ready(),
                        2,
                        new ServerFrame.Moved(
                                new MovedTo(SHANGHAI.site(), new Epoch(3)), Duration.ofSeconds(1)));
        assertThat(byTheOther.last).containsExactly(new Drop(2));
        assertThat(sentOn(byTheOther.send("r"))).containsExactly(1L);
    }

    @Test
    void aSiteThatDoesNotKnowOfTheMoveYetIsStayedConnectedTo() {
        var session =
                on(
                        ready(),
                        2,
                        new ServerFrame.Moved(
                                new MovedTo(SHANGHAI.site(), Epoch.FIRST), Duration.ofSeconds(1)));

        assertThat(session.last).isEmpty();
        assertThat(on(session.send("r"), 1, refusedFor("r")).opens()).isFalse();
    }

    @Test
    void aConnectionThatNobodyNeedsEnds() {
        var session = ready();

        for (var i = 0; i < 30; i++) {
            assertThat(session.all).as("after %d s", i).doesNotContain(new Drop(2));
            bothAnswer(session);
        }

        assertThat(session.all).contains(new Drop(2)).doesNotContain(new Drop(1));
    }

    /** A second in which neither site is silent. */
    private static void bothAnswer(SteppedSession session) {
        on(session, 1, new ServerFrame.Pong());
        on(session, 2, new ServerFrame.Pong());
        session.pass(Duration.ofSeconds(1));
    }

    @Test
    void whatIsKnownAlreadyAndWhereTheClientIsNeedNoConnection() {
        assertThat(live().heard(moving(CANADA, 1, NOW)).opens()).isFalse();
        assertThat(live().heard(moving(SHANGHAI, 2, NOW)).opens()).isFalse();
        assertThat(ready().step(new SessionInput.Heard(1, moving(CANADA, 2, NOW))).last).isEmpty();
    }

    @Test
    void aHomeThatIsLostBeforeItLeavesIsComeBackTo() {
        var session = ready().step(new SessionInput.Broken(1, 1006, "gone"));
        session.pass(Duration.ofSeconds(1));

        assertThat(session.last).contains(new Open(3, new Home(SHANGHAI, Epoch.FIRST)));
        session.welcomed();
        assertThat(on(session.send("r"), 3, refusedFor("r")).opens()).isFalse();
        assertThat(sentOn(session)).containsExactly(2L);
    }

    @Test
    void theEndOfTheSessionEndsBoth() {
        var session = ready().step(new SessionInput.Stop(0));

        assertThat(session.last).contains(new Drop(1), new Drop(2));
    }
}
