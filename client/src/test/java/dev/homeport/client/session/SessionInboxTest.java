package dev.homeport.client.session;

import static dev.homeport.client.session.SteppedSession.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.vocabulary.Epoch;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How a session hands its inbox on. */
class SessionInboxTest {

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
                .contains(
                        new SessionNews.RolledBack(
                                new SyncKey(Epoch.FIRST, 3), new SyncKey(Epoch.FIRST, 5)));
        session.message(4);
        assertThat(session.received()).endsWith("text 5", "text 4");
    }

    @Test
    void anInboxThatIsRolledBackWhileItIsOpenGoesOnFromThere() {
        var session = live();
        LongStream.rangeClosed(1, 5).forEach(session::message);
        session.pass(Duration.ofMillis(100)).written();

        session.heard(
                new ServerFrame.Welcome(new SyncKey(Epoch.FIRST, 3), SyncStart.ROLLED_BACK, 0));
        session.message(4);
        session.pass(Duration.ofMillis(100));

        assertThat(session.after()).contains(new SyncKey(Epoch.FIRST, 4));
        assertThat(session.written())
                .as("a place that was confirmed before the cut is confirmed again")
                .endsWith(new ClientFrame.Ack(new SyncKey(Epoch.FIRST, 4)));
    }
}
