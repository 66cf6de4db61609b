package dev.homeport.client.session;

import static dev.homeport.client.session.SteppedSession.BOB;
import static dev.homeport.client.session.SteppedSession.CANADA;
import static dev.homeport.client.session.SteppedSession.CAT;
import static dev.homeport.client.session.SteppedSession.SHANGHAI;
import static dev.homeport.client.session.SteppedSession.live;
import static dev.homeport.client.session.SteppedSession.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SiteDoor;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of a session whatever happens. */
class SessionPropertyTest {

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
        var epoch = 1;
        for (var i = 0; i < 600 || results < asked; i++) {
            assertThat(i).as("steps").isLessThan(5_000);
            if (chance.nextInt(20) == 0) {
                announce(session, ++epoch, chance);
            }
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

    /** However often homes moved before, and in whatever state that was heard. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theLastMoveIsFollowed(long seed) {
        var chance = new Random(seed);
        var session = live();
        var epoch = 1;
        for (var i = 0; i < 200; i++) {
            if (chance.nextInt(4) == 0) {
                announce(session, epoch + 1, chance);
            }
            switch (chance.nextInt(6)) {
                case 0 -> session.pass(Duration.ofMillis(100L * chance.nextInt(50)));
                case 1 -> session.broken(1006);
                case 2, 3 -> session.welcomed();
                case 4 -> {
                    session.send("r-" + i, BOB);
                    session.moved("r-" + i, door(chance), ++epoch);
                }
                default ->
                        session.told(
                                door(chance),
                                chance.nextInt(4) == 0 ? chance.nextInt(1, epoch + 1) : ++epoch,
                                Duration.ofMillis(chance.nextInt(5_000)));
            }
        }
        session.broken(1006);
        for (var i = 0; !isConnectedBy(session.welcomed()); i++) {
            assertThat(i).as("attempts").isLessThan(50);
            session.pass(Duration.ofSeconds(1)).step(new SessionInput.LocateFailed("no router"));
        }
        var home = door(chance);
        session.told(home, ++epoch, Duration.ofMillis(chance.nextInt(5_000)));

        // The slot, and a pause when there were many moves in a row before.
        for (var i = 0; i < 20 && !session.openedTo().door().equals(home); i++) {
            session.pass(Duration.ofSeconds(1)).step(new SessionInput.LocateFailed("no router"));
        }
        assertThat(session.openedTo().door()).isEqualTo(home);
    }

    /** Whatever connection is the newest says that the home is about to leave. */
    private static void announce(SteppedSession session, long epoch, Random chance) {
        var slot = Duration.ofMillis(chance.nextInt(1_000));
        session.heard(
                new ServerFrame.Moving(new MovedTo(door(chance).site(), new Epoch(epoch)), slot));
    }

    private static boolean isConnectedBy(SteppedSession session) {
        return session.news().stream().anyMatch(SessionNews.Connected.class::isInstance);
    }

    private static SiteDoor door(Random chance) {
        return chance.nextBoolean() ? SHANGHAI : CANADA;
    }

    private static List<Long> settled(SteppedSession session) {
        return only(SessionEffect.Settled.class, session.all)
                .map(SessionEffect.Settled::ticket)
                .toList();
    }

    /** Tickets of one recipient's messages in the order in which they first went out. */
    private static List<Long> written(
            SteppedSession session, List<AccountId> recipients, AccountId recipient) {
        return only(SessionEffect.Written.class, session.all)
                .map(SessionEffect.Written::ticket)
                .filter(ticket -> recipients.get((int) (ticket - 1)).equals(recipient))
                .toList();
    }
}
