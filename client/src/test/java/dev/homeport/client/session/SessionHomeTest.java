package dev.homeport.client.session;

import static dev.homeport.client.session.SteppedSession.CANADA;
import static dev.homeport.client.session.SteppedSession.SHANGHAI;
import static dev.homeport.client.session.SteppedSession.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Home;
import dev.homeport.client.Kept;
import dev.homeport.client.SendResult;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a session goes. */
class SessionHomeTest {

    @Test
    void anUnknownHomeIsAskedForAndThenGoneTo() {
        var session = new SteppedSession(Optional.empty(), Optional.empty());

        assertThat(session.step(new SessionInput.Start()).asks()).isTrue();
        session.step(new SessionInput.Located(new Home(CANADA, new Epoch(3))));

        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, new Epoch(3)));
        session.step(new SessionInput.Opened(1));
        assertThat(session.written())
                .containsExactly(new ClientFrame.Hello("TOKEN", Optional.empty()));
    }

    @Test
    void aMoveIsFollowedAtOnceAndTheMessageGoesThere() {
        var session = live().send("r").moved("r", CANADA, 2);

        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, new Epoch(2)));
        assertThat(session.welcomed().sentNow()).containsExactly("r");
        assertThat(session.accepted("r").settled())
                .containsExactly(
                        new SendResult.Acknowledged("m-r", Kept.THIS, CANADA.site(), new Epoch(2)));
    }

    @Test
    void anOlderEpochIsNotFollowed() {
        var session = live().send("r").moved("r", CANADA, 5).welcomed();

        session.moved("r", SHANGHAI, 4);

        assertThat(session.opens()).isFalse();
        assertThat(session.openedTo().door()).isEqualTo(CANADA);
        assertThat(session.pass(Duration.ofSeconds(1)).sentNow()).containsExactly("r");
    }

    @Test
    void aRouterThatIsBehindIsNotBelieved() {
        var session = live().send("r").moved("r", CANADA, 5);
        for (var i = 0; i < 4 && !session.asks(); i++) {
            session.broken(1006).pass(Duration.ofSeconds(1));
        }

        assertThat(session.asks()).isTrue();
        session.step(new SessionInput.Located(new Home(SHANGHAI, new Epoch(1))));

        assertThat(session.opens()).isTrue();
        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, new Epoch(5)));
    }

    @Test
    void sitesThatSendEachOtherTheClientAreNotFollowedForEver() {
        var session = live().send("r");
        var epoch = 2;
        for (; epoch <= 3; epoch++) {
            session.moved("r", epoch % 2 == 0 ? CANADA : SHANGHAI, epoch).welcomed();
        }

        session.moved("r", CANADA, epoch);

        assertThat(session.opens()).isFalse();
        assertThat(session.news()).anyMatch(SessionNews.Disconnected.class::isInstance);
        assertThat(session.pass(Duration.ofSeconds(1)).opens()).isTrue();
    }

    @Test
    void withoutARouterTheClientGoesWhereTheHomeWas() {
        var session = live();
        for (var i = 0; i < 4 && !session.asks(); i++) {
            session.broken(1006).pass(Duration.ofSeconds(2));
        }

        assertThat(session.asks()).isTrue();
        session.step(new SessionInput.LocateFailed("no router"));

        assertThat(session.opens()).isTrue();
        assertThat(session.openedTo().door()).isEqualTo(SHANGHAI);
    }

    @Test
    void whoOnlyReceivesStaysForItsSlotAndGoesThen() {
        var session = live().told(CANADA, 2, Duration.ofSeconds(3));

        assertThat(session.opens()).isFalse();
        assertThat(session.pass(Duration.ofMillis(2_900)).opens()).isFalse();
        assertThat(session.message(1).received()).containsExactly("text 1");
        session.pass(Duration.ofMillis(100));

        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, new Epoch(2)));
        assertThat(session.last).contains(new SessionEffect.Drop(1));
        assertThat(session.news())
                .containsExactly(new SessionNews.Moved(CANADA.site(), new Epoch(2)));
        assertThat(session.welcomed().pass(Duration.ofSeconds(4)).opens()).isFalse();
    }

    @Test
    void withoutASlotItGoesAtOnce() {
        var session = live().told(CANADA, 2, Duration.ZERO);

        assertThat(session.opens()).isTrue();
        assertThat(session.openedTo().door()).isEqualTo(CANADA);
    }

    @Test
    void whoWritesDoesNotWaitForItsSlot() {
        var session = live().told(CANADA, 2, Duration.ofSeconds(9)).send("r");

        assertThat(session.sentNow()).containsExactly("r");
        session.moved("r", CANADA, 2);

        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, new Epoch(2)));
        assertThat(session.welcomed().sentNow()).containsExactly("r");
    }

    @Test
    void aConnectionThatEndsBeforeTheSlotIsFollowedByOneToTheNewHome() {
        var session = live().told(CANADA, 2, Duration.ofSeconds(9)).broken(4421);

        session.pass(Duration.ofSeconds(1));

        assertThat(session.opens()).isTrue();
        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, new Epoch(2)));
    }

    @Test
    void aMoveThatIsTakenBackBeforeTheSlotLeavesItWhereItIs() {
        var session = live().told(CANADA, 2, Duration.ofSeconds(3));

        session.told(SHANGHAI, 3, Duration.ofSeconds(3)).pass(Duration.ofSeconds(10));

        assertThat(session.opens()).isFalse();
        session.send("r").accepted("r");
        assertThat(session.settled())
                .containsExactly(
                        new SendResult.Acknowledged(
                                "m-r", Kept.THIS, SHANGHAI.site(), new Epoch(3)));
    }

    @Test
    void aMoveThatIsTakenBackAsTheRouterKnowsLeavesItWhereItIsToo() {
        var session = live().told(CANADA, 2, Duration.ofSeconds(3)).send("r");
        assertThat(session.refused("r", ErrorCode.NO_LEASE).asks()).isTrue();

        session.step(new SessionInput.Located(new Home(SHANGHAI, new Epoch(3))));
        session.pass(Duration.ofSeconds(4));

        assertThat(session.opens()).isFalse();
        assertThat(session.accepted("r").settled())
                .containsExactly(
                        new SendResult.Acknowledged(
                                "m-r", Kept.THIS, SHANGHAI.site(), new Epoch(3)));
    }

    @Test
    void aSlotIsNeverLongerThanTheSiteServesThoseWhoStay() {
        var session = live().told(CANADA, 2, Duration.ofDays(1));

        for (var i = 0; i < 60 && !session.openedTo().door().equals(CANADA); i++) {
            session.heard(new ServerFrame.Pong()).pass(Duration.ofSeconds(1));
        }

        assertThat(session.openedTo().door()).isEqualTo(CANADA);
    }

    @Test
    void anOlderMoveIsNotFollowed() {
        var session = live().send("r").moved("r", CANADA, 5).welcomed();

        session.told(SHANGHAI, 4, Duration.ZERO);

        assertThat(session.opens()).isFalse();
    }

    @Test
    void movesThatLieFarApartAreNoneInARow() {
        var session = live();
        for (var epoch = 2; epoch < 12; epoch++) {
            var to = epoch % 2 == 0 ? CANADA : SHANGHAI;
            session.pass(Duration.ofSeconds(6)).told(to, epoch, Duration.ZERO);

            assertThat(session.opens()).as("move %d", epoch).isTrue();
            assertThat(session.openedTo()).isEqualTo(new Home(to, new Epoch(epoch)));
            session.welcomed();
        }
    }

    @Test
    void aHomeWithoutALeaseNeedNotKnowThatAnotherSiteIsHomeNowSoTheRouterIsAsked() {
        var session = live().send("r").refused("r", ErrorCode.NO_LEASE);
        assertThat(session.asks()).isTrue();

        session.step(new SessionInput.Located(new Home(CANADA, new Epoch(2))));

        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, new Epoch(2)));
        assertThat(session.welcomed().pass(Duration.ofSeconds(1)).sentNow()).containsExactly("r");
    }

    @Test
    void aHomeThatCannotServeIsStayedAtAsLongAsTheRouterKnowsNoNewerOne() {
        var session = live().send("r").refused("r", ErrorCode.NO_LEASE);

        session.step(new SessionInput.Located(new Home(CANADA, new Epoch(1))));
        session.step(new SessionInput.LocateFailed("no router"));

        assertThat(session.opens()).isFalse();
        assertThat(session.pass(Duration.ofSeconds(1)).sentNow()).containsExactly("r");
    }

    @Test
    void howeverOftenTheHomeRefusesTheRouterIsAskedAtAGrowingDistance() {
        var session = live().send("r");
        var asked = 0;
        for (var i = 0; i < 100; i++) {
            session.refused("r", ErrorCode.NO_LEASE);
            asked += session.asks() ? 1 : 0;
            for (var j = 0; j < 100 && session.sentNow().isEmpty(); j++) {
                session.pass(Duration.ofMillis(100));
            }
        }

        // A hundred refusals, some seconds apart by the end.
        assertThat(asked).isBetween(10, 100);
        assertThat(session.opens()).isFalse();
    }
}
