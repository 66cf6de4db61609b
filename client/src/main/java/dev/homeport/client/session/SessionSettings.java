package dev.homeport.client.session;

import dev.homeport.vocabulary.Backoff;
import java.time.Duration;

/**
 * The bounds of a session.
 *
 * @param connect how long opening a connection, or asking the router, may take
 * @param welcome how long a site may take to say welcome
 * @param ping after how long a silence the client asks whether the site is there
 * @param silence after how long a silence the connection is taken for dead
 * @param answer how long a site may take to answer a message before the connection is given up
 * @param stable after how long a connection counts as good, and failures are forgotten
 * @param backoff how long to wait between attempts
 * @param hops how many moves are followed without a pause
 * @param inFlight how many messages wait for their answer at a time
 * @param outbox how many messages are held for sending; more are refused
 */
public record SessionSettings(
        Duration connect,
        Duration welcome,
        Duration ping,
        Duration silence,
        Duration answer,
        Duration stable,
        Backoff backoff,
        int hops,
        int inFlight,
        int outbox) {

    /** What suits a site's own limits: it takes 64 messages in flight, and closes after 40 s. */
    public static final SessionSettings USUAL =
            new SessionSettings(
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    Backoff.ofMillis(100, 5_000),
                    4,
                    32,
                    256);

    /**
     * These, for clients that stay connected to a site that says nothing and answers nothing.
     *
     * @param silence for how long at least
     */
    public SessionSettings bearing(Duration silence) {
        return new SessionSettings(
                connect,
                welcome,
                ping,
                longer(this.silence, silence),
                longer(answer, silence),
                stable,
                backoff,
                hops,
                inFlight,
                outbox);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
