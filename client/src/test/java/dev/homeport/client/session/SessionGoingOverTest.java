package dev.homeport.client.session;

import static dev.homeport.client.session.SteppedSession.CANADA;
import static dev.homeport.client.session.SteppedSession.CAT;
import static dev.homeport.client.session.SteppedSession.TOKYO;
import static dev.homeport.client.session.SteppedSession.announced;
import static dev.homeport.client.session.SteppedSession.live;
import static dev.homeport.client.session.SteppedSession.messageNumber;
import static dev.homeport.client.session.SteppedSession.moving;
import static dev.homeport.client.session.SteppedSession.on;
import static dev.homeport.client.session.SteppedSession.only;
import static dev.homeport.client.session.SteppedSession.ready;
import static dev.homeport.client.session.SteppedSession.refusedFor;
import static dev.homeport.client.session.SteppedSession.sentOn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Home;
import dev.homeport.client.InboxItem;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.client.session.SessionEffect.Drop;
import dev.homeport.client.session.SessionEffect.Open;
import dev.homeport.client.session.SessionEffect.Write;
import dev.homeport.vocabulary.Epoch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a session goes over to its second connection, and when it had better not. */
class SessionGoingOverTest {

    private static final Duration NOW = Duration.ZERO;

    private static SyncKey place(long epoch, long n) {
        return new SyncKey(new Epoch(epoch), n);
    }

    private static ServerFrame message(long epoch, long n) {
        return new ServerFrame.Message(
                new InboxItem(place(epoch, n), "m" + n, CAT, "later text " + n, 5));
    }

    @Test
    void aConnectionThatAnswersIsGoneOverToHoweverLongItWasQuiet() {
        var session = ready();
        for (var i = 0; i < 20; i++) {
            on(session, 1, new ServerFrame.Pong());
            session.pass(Duration.ofSeconds(1));
            for (var write : only(Write.class, session.last).toList()) {
                if (write.equals(new Write(2, new ClientFrame.Ping()))) {
                    on(session, 2, new ServerFrame.Pong());
                }
            }
        }

        on(session.send("r"), 1, refusedFor("r"));
        assertThat(sentOn(session)).containsExactly(2L);
        session.pass(Duration.ofSeconds(1));
        assertThat(session.all).contains(new Drop(1)).doesNotContain(new Drop(2));
    }

    @Test
    void aConnectionThatDiesSilentlyIsNotGoneOverTo() {
        var session = ready();
        for (var i = 0; i < 16; i++) {
            on(session, 1, new ServerFrame.Pong());
            session.pass(Duration.ofSeconds(1));
        }
        assertThat(session.all).contains(new Drop(2)).doesNotContain(new Drop(1));

        on(session.send("r"), 1, refusedFor("r"));

        assertThat(session.last).contains(new Open(3, new Home(CANADA, new Epoch(2))));
    }

    @Test
    void whoGoesBeforeItWasToConnectAheadConnectsOnce() {
        var session = live().heard(moving(CANADA, 2, Duration.ofSeconds(3))).send("r");
        on(session, 1, refusedFor("r"));
        assertThat(session.last).contains(new Open(2, new Home(CANADA, new Epoch(2))));

        session.welcomed().accepted("r").pass(Duration.ofSeconds(4));

        assertThat(session.opens()).isFalse();
    }

    @Test
    void aSiteThatIsHomeByALaterMoveIsGreetedAnew() {
        var session = ready();

        on(session, 1, new ServerFrame.Moved(new MovedTo(CANADA.site(), new Epoch(4)), NOW));

        assertThat(session.last)
                .contains(new Drop(1), new Drop(2), new Open(3, new Home(CANADA, new Epoch(4))));
    }

    @Test
    void aConnectionToASiteThatIsNotTheNextHomeAfterAllHurriesNobody() {
        var session = announced();
        on(
                session,
                1,
                new ServerFrame.Moved(
                        new MovedTo(TOKYO.site(), new Epoch(3)), Duration.ofSeconds(2)));

        assertThat(session.welcomed().last).isEmpty();

        session.pass(Duration.ofSeconds(2));
        assertThat(session.last)
                .contains(new Drop(1), new Drop(2), new Open(3, new Home(TOKYO, new Epoch(3))));
    }

    @Test
    void anInboxThatIsRolledBackIsNotGoneOnWithFromASiteThatKnowsNothingOfThat() {
        var session = ready();
        on(session, 1, messageNumber(1));
        on(session, 1, messageNumber(2));

        on(session, 1, new ServerFrame.Welcome(place(1, 1), SyncStart.ROLLED_BACK, 0));

        assertThat(session.last).contains(new Drop(2));
        on(session, 2, messageNumber(3));
        assertThat(session.after()).contains(place(1, 1));
    }

    @Test
    void whatWasLostWithTheOldHomeIsRolledBackAlsoForWhoHasGoneOver() {
        var session = ready();
        on(session, 1, messageNumber(1));
        on(session, 2, messageNumber(1));
        on(session, 1, messageNumber(2));
        on(session.send("r"), 1, refusedFor("r"));

        on(session, 2, message(3, 1));

        assertThat(session.news())
                .containsExactly(new SessionNews.RolledBack(place(1, 1), place(1, 2)));
        assertThat(session.received()).containsExactly("text 1", "text 2", "later text 1");
    }

    @Test
    void whatTheNewHomeHasInheritedIsNotRolledBack() {
        var session = ready();
        on(session, 1, messageNumber(1));
        on(session.send("r"), 1, refusedFor("r"));

        on(session, 2, messageNumber(1));
        on(session, 2, message(2, 1));

        assertThat(session.news()).isEmpty();
        assertThat(session.received()).containsExactly("text 1", "later text 1");
    }

    @Test
    void aSiteThatPassesOverWhatTheHomeHasToldIsLeft() {
        var session = ready();
        on(session, 1, messageNumber(1));

        on(session, 2, message(3, 1));

        assertThat(session.last).containsExactly(new Drop(2));
        assertThat(session.received()).containsExactly("text 1");
    }
}
