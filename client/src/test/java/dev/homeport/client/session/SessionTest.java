package dev.homeport.client.session;

import static dev.homeport.client.session.SteppedSession.BOB;
import static dev.homeport.client.session.SteppedSession.CANADA;
import static dev.homeport.client.session.SteppedSession.CAT;
import static dev.homeport.client.session.SteppedSession.SHANGHAI;
import static dev.homeport.client.session.SteppedSession.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Home;
import dev.homeport.client.Kept;
import dev.homeport.client.SendResult;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

    private static Epoch epoch(long value) {
        return new Epoch(value);
    }

    @Test
    void anUnknownHomeIsAskedForAndThenGoneTo() {
        var session = new SteppedSession(Optional.empty(), Optional.empty());

        assertThat(session.step(new SessionInput.Start()).asks()).isTrue();
        session.step(new SessionInput.Located(new Home(CANADA, epoch(3))));

        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, epoch(3)));
        session.step(new SessionInput.Opened(1));
        assertThat(session.written())
                .containsExactly(new ClientFrame.Hello("TOKEN", Optional.empty()));
    }

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
    @ValueSource(strings = {"UNKNOWN", "NO_LEASE", "INTERNAL"})
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
    void aMoveIsFollowedAtOnceAndTheMessageGoesThere() {
        var session = live().send("r").moved("r", CANADA, 2);

        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, epoch(2)));
        assertThat(session.welcomed().sentNow()).containsExactly("r");
        assertThat(session.accepted("r").settled())
                .containsExactly(
                        new SendResult.Acknowledged("m-r", Kept.THIS, CANADA.site(), epoch(2)));
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

        session.step(new SessionInput.Located(new Home(SHANGHAI, epoch(1))));

        assertThat(session.openedTo()).isEqualTo(new Home(CANADA, epoch(5)));
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

        session.step(new SessionInput.LocateFailed("no router"));

        assertThat(session.openedTo().door()).isEqualTo(SHANGHAI);
    }

    @Test
    void failuresAreAnsweredByLongerPausesUpToABound() {
        var session = live();
        var pauses = new ArrayList<Duration>();
        for (var i = 0; i < 12; i++) {
            session.broken(1006);
            session.news().stream()
                    .filter(SessionNews.Disconnected.class::isInstance)
                    .forEach(news -> pauses.add(((SessionNews.Disconnected) news).retryIn()));
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
    void aTokenThatIsRefusedEndsTheSession() {
        var session = live().send("r").broken(4401);

        assertThat(session.settled()).hasOnlyElementsOfType(SendResult.Unknown.class);
        assertThat(session.news()).anyMatch(SessionNews.Ended.class::isInstance);
        assertThat(session.send("s").settled()).hasOnlyElementsOfType(SendResult.Refused.class);
        assertThat(session.pass(Duration.ofMinutes(1)).opens()).isFalse();
    }

    @Test
    void messagesAreHandedOnOnceAndConfirmed() {
        var session = live().message(1).message(2).message(2).message(1).message(3);

        assertThat(session.received()).containsExactly("text 1", "text 2", "text 3");
        session.pass(Duration.ofMillis(100));
        assertThat(session.written())
                .containsExactly(new ClientFrame.Ack(new SyncKey(Epoch.FIRST, 3)));
        assertThat(session.pass(Duration.ofSeconds(1)).written()).isEmpty();
    }

    @Test
    void aLeadOfMessagesIsConfirmedBeforeTheSiteStops() {
        var session = live();
        LongStream.rangeClosed(1, 64).forEach(session::message);

        assertThat(session.written())
                .containsExactly(new ClientFrame.Ack(new SyncKey(Epoch.FIRST, 64)));
    }

    @Test
    void theInboxGoesOnWhereItWas() {
        var session = live().message(1).message(2).broken(1001).pass(Duration.ofSeconds(1));

        session.step(new SessionInput.Opened(session.connection()));

        assertThat(session.written())
                .containsExactly(
                        new ClientFrame.Hello("TOKEN", Optional.of(new SyncKey(Epoch.FIRST, 2))));
    }

    @Test
    void aRolledBackInboxIsSaidSoAndComesAgain() {
        var session = live();
        LongStream.rangeClosed(1, 5).forEach(session::message);
        session.broken(1006).pass(Duration.ofSeconds(1));
        session.step(new SessionInput.Opened(session.connection()));

        session.heard(
                new ServerFrame.Welcome(new SyncKey(Epoch.FIRST, 3), SyncStart.ROLLED_BACK, 0));

        assertThat(session.news())
                .contains(new SessionNews.RolledBack(new SyncKey(Epoch.FIRST, 3)));
        session.message(4);
        assertThat(session.received()).endsWith("text 5", "text 4");
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

    /** Whatever happens in whatever order: each message gets one result, and order is kept. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyMessageIsSettledOnceWhateverHappens(long seed) {
        var chance = new Random(seed);
        var session = live();
        var inFlight = new ArrayList<String>();
        var recipients = new ArrayList<AccountId>();
        var asked = 0;
        var results = 0;
        for (var i = 0; i < 600 || results < asked; i++) {
            assertThat(i).as("steps").isLessThan(5_000);
            switch (chance.nextInt(i < 600 ? 9 : 6)) {
                case 0 -> session.pass(Duration.ofMillis(500));
                case 1 -> session.broken(chance.nextBoolean() ? 1006 : 1001);
                case 2, 3 -> session.welcomed();
                case 4 -> {
                    if (!inFlight.isEmpty()) {
                        session.accepted(inFlight.get(chance.nextInt(inFlight.size())));
                    }
                }
                case 5 -> {
                    if (!inFlight.isEmpty()) {
                        session.refused(
                                inFlight.get(chance.nextInt(inFlight.size())),
                                List.of(
                                                ErrorCode.UNAVAILABLE,
                                                ErrorCode.UNKNOWN,
                                                ErrorCode.NOT_FOUND)
                                        .get(chance.nextInt(3)));
                    }
                }
                default -> {
                    asked++;
                    var recipient = chance.nextBoolean() ? BOB : CAT;
                    recipients.add(recipient);
                    session.send("r-" + asked, recipient);
                }
            }
            inFlight.addAll(session.sentNow());
            results = settled(session).size();
        }

        assertThat(settled(session)).hasSize(asked).doesNotHaveDuplicates();
        for (var recipient : List.of(BOB, CAT)) {
            assertThat(written(session, recipients, recipient)).isSorted();
        }
    }

    private static List<Long> settled(SteppedSession session) {
        return session.all.stream()
                .filter(SessionEffect.Settled.class::isInstance)
                .map(effect -> ((SessionEffect.Settled) effect).ticket())
                .toList();
    }

    /** Tickets of one recipient's messages in the order in which they first went out. */
    private static List<Long> written(
            SteppedSession session, List<AccountId> recipients, AccountId recipient) {
        return session.all.stream()
                .filter(SessionEffect.Written.class::isInstance)
                .map(effect -> ((SessionEffect.Written) effect).ticket())
                .filter(ticket -> recipients.get((int) (ticket - 1)).equals(recipient))
                .toList();
    }
}
