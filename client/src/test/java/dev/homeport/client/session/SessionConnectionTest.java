package dev.homeport.client.session;

import static dev.homeport.client.session.SteppedSession.SHANGHAI;
import static dev.homeport.client.session.SteppedSession.live;
import static dev.homeport.client.session.SteppedSession.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Home;
import dev.homeport.client.Kept;
import dev.homeport.client.SendResult;
import dev.homeport.vocabulary.Epoch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a session keeps its connection, and when it gives it up. */
class SessionConnectionTest {

    @Test
    void failuresAreAnsweredByLongerPausesUpToABound() {
        var session = live();
        var pauses = new ArrayList<Duration>();
        for (var i = 0; i < 12; i++) {
            session.broken(1006);
            only(SessionNews.Disconnected.class, session.news())
                    .map(SessionNews.Disconnected::retryIn)
                    .forEach(pauses::add);
            session.pass(Duration.ofSeconds(6));
            if (session.asks()) {
                session.step(new SessionInput.LocateFailed("no router"));
            }
        }

        assertThat(pauses).hasSizeGreaterThan(6);
        assertThat(pauses.getFirst()).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(pauses.getLast()).isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5));
    }

    @Test
    void aSiteAtItsLimitIsLeftAloneForASecond() {
        var session = live().broken(4429);

        assertThat(only(SessionNews.Disconnected.class, session.news()))
                .singleElement()
                .satisfies(news -> assertThat(news.retryIn()).isGreaterThan(Duration.ofSeconds(1)));
    }

    @Test
    void aSiteOfAnotherProtocolEndsTheSessionBeforeItsWelcomeAlone() {
        assertThat(live().broken(4400).news())
                .hasOnlyElementsOfType(SessionNews.Disconnected.class);

        var session = live().broken(1006).pass(Duration.ofSeconds(1)).broken(4400);

        assertThat(session.news()).hasOnlyElementsOfType(SessionNews.Ended.class);
    }

    @Test
    void aTokenThatIsRefusedEndsTheSession() {
        var session = live().send("r").broken(4401);

        assertThat(session.settled()).hasOnlyElementsOfType(SendResult.Unknown.class);
        assertThat(session.news()).anyMatch(SessionNews.Ended.class::isInstance);
        assertThat(session.send("s").settled()).hasOnlyElementsOfType(SendResult.Refused.class);
        assertThat(session.pass(Duration.ofMinutes(1)).opens()).isFalse();
    }

    @Test
    void aSiteThatFallsSilentIsLeft() {
        var session = live();

        session.pass(Duration.ofSeconds(6));
        assertThat(session.written()).contains(new ClientFrame.Ping());
        session.pass(Duration.ofSeconds(10));

        assertThat(session.all).anyMatch(SessionEffect.Drop.class::isInstance);
        assertThat(session.pass(Duration.ofSeconds(1)).opens() || session.connection() > 1)
                .isTrue();
    }

    @Test
    void whoBearsALongSilenceStaysConnectedToASiteThatAnswersNothing() {
        var session = live(SteppedSession.SETTINGS.bearing(Duration.ofSeconds(45))).send("r");

        session.pass(Duration.ofSeconds(44));
        assertThat(session.all).noneMatch(SessionEffect.Drop.class::isInstance);

        session.pass(Duration.ofSeconds(2));
        assertThat(session.all).anyMatch(SessionEffect.Drop.class::isInstance);
    }

    @Test
    void aConnectionThatNobodyAnswersOnIsGivenUp() {
        var session =
                new SteppedSession(Optional.of(new Home(SHANGHAI, Epoch.FIRST)), Optional.empty());
        session.step(new SessionInput.Start()).pass(Duration.ofSeconds(7));

        assertThat(session.all).anyMatch(SessionEffect.Drop.class::isInstance);
        assertThat(session.connection()).isGreaterThan(1);
    }

    @Test
    void newsOfAnOlderConnectionChangeNothing() {
        var session = live().send("r").broken(1006).pass(Duration.ofSeconds(1)).welcomed();

        session.step(new SessionInput.Broken(1, 1006, "late"));
        session.step(new SessionInput.Heard(1, new ServerFrame.Accepted("r", "m", Kept.THIS)));

        assertThat(session.last).isEmpty();
    }
}
