package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.Refusal;
import dev.homeport.client.session.SessionEffect.Changed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A session's way to its home: one connection after the other, and the pauses between them; while
 * the home is about to leave, a second one to where it will be. Knows nothing of messages. Not
 * thread-safe.
 */
final class HomeConnection {

    private final Whereabouts whereabouts;
    private final SessionSettings settings;
    private final Consumer<SessionEffect> effects;
    private final Connections connections;
    private final Standby standby;
    private final Attempts attempts;

    private Phase phase = Phase.NEW;
    private long phaseUntilNanos;

    /** The newest connection to what was the home then, also when it is over. */
    private Optional<Connection> here = Optional.empty();

    HomeConnection(
            Whereabouts whereabouts,
            SessionSettings settings,
            RandomGenerator chance,
            Consumer<SessionEffect> effects) {
        this.whereabouts = whereabouts;
        this.settings = settings;
        this.effects = effects;
        this.connections = new Connections(settings, effects);
        this.standby = new Standby(connections);
        this.attempts = new Attempts(settings, chance);
    }

    /** The connection to where the home will be; leads nowhere most of the time. */
    Standby standby() {
        return standby;
    }

    /** The number of the connection that is wanted, 0 before the first. */
    long number() {
        return here.map(Connection::number).orElse(0L);
    }

    boolean isLive() {
        return here.filter(Connection::isLive).isPresent();
    }

    boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /** Tells whether this is the connection that is wanted, and it is or may come up. */
    boolean carries(long connection) {
        return here.filter(one -> one.carries(connection)).isPresent();
    }

    /**
     * The newest connection.
     *
     * @throws java.util.NoSuchElementException before the first
     */
    Connection here() {
        return here.orElseThrow();
    }

    void start(long nowNanos) {
        if (phase == Phase.NEW) {
            goOn(nowNanos);
        }
    }

    private void enter(Phase next, Duration bound, long nowNanos) {
        phase = next;
        phaseUntilNanos = nowNanos + bound.toNanos();
    }

    /** Goes where the home is known to be; asks when it is not, or nobody was met there. */
    private void goOn(long nowNanos) {
        var home = whereabouts.home();
        if (home.isPresent() && !attempts.callForTheRouter()) {
            open(home.get(), nowNanos);
        } else {
            enter(Phase.LOCATING, settings.connect(), nowNanos);
            effects.accept(new SessionEffect.Locate());
        }
    }

    /** Goes on with the connection that is there already, or else with a new one. */
    private void open(Home home, long nowNanos) {
        phase = Phase.CONNECTED;
        here = standby.handOver(home).or(() -> Optional.of(connections.open(home, nowNanos)));
        here.filter(Connection::isLive).ifPresent(Connection::tellConnected);
    }

    /** Takes the answer of the router, if it was asked for. */
    void located(Home home, long nowNanos) {
        if (phase != Phase.LOCATING) {
            return;
        }
        if (whereabouts.learn(home)) {
            open(home, nowNanos);
        } else {
            notLocated(
                    "the router knows the home at epoch "
                            + home.epoch()
                            + ", and it is at "
                            + whereabouts.epoch()
                            + " already",
                    nowNanos);
        }
    }

    /** Without a router, what was known before is better than nothing. */
    void notLocated(String detail, long nowNanos) {
        if (phase != Phase.LOCATING) {
            return;
        }
        var home = whereabouts.home();
        if (home.isPresent()) {
            open(home.get(), nowNanos);
        } else {
            pause(detail, Duration.ZERO, nowNanos);
        }
    }

    private void pause(String detail, Duration notBefore, long nowNanos) {
        var wait = attempts.failed(notBefore);
        enter(Phase.WAITING, wait, nowNanos);
        effects.accept(new Changed(new SessionNews.Disconnected(detail, wait)));
    }

    /** Takes an open connection, and greets on it. */
    void opened(long connection, ClientFrame.Hello hello, long nowNanos) {
        if (standby.carries(connection)) {
            standby.opened(hello, nowNanos);
        } else if (carries(connection)) {
            here().opened(hello, nowNanos);
        }
    }

    void welcomed(ServerFrame.Welcome welcome, long nowNanos) {
        here.filter(one -> one.welcomed(welcome, nowNanos)).ifPresent(Connection::tellConnected);
    }

    /** Something came in that shows that the other side is there. */
    void stirred(long connection, long nowNanos) {
        if (standby.carries(connection)) {
            standby.stirred(nowNanos);
        } else if (carries(connection)) {
            here().stirred(nowNanos);
        }
    }

    /** The home has acknowledged something: it is the right one, and it works. */
    void served() {
        attempts.served();
    }

    /** Goes where the home is known to be by now, at once if that was not so too often. */
    void leave(long nowNanos) {
        var atOnce = attempts.movesOn(isStable(nowNanos));
        var news = new SessionNews.Moved(whereabouts.site(), whereabouts.epoch());
        effects.accept(new Changed(news));
        here.ifPresent(Connection::drop);
        if (atOnce) {
            goOn(nowNanos);
        } else {
            pause(attempts.hops() + " moves in a row", Duration.ZERO, nowNanos);
        }
    }

    private boolean isStable(long nowNanos) {
        return here.filter(one -> one.isStable(nowNanos)).isPresent();
    }

    /**
     * Takes the end of a connection: another one to the home follows after a pause.
     *
     * @return why there is no use in another one; nothing if there is
     */
    Optional<Refusal> lost(long connection, int code, String detail, long nowNanos) {
        if (standby.carries(connection)) {
            standby.forget();
        } else if (carries(connection)) {
            var forGood = CloseCode.endsForGood(code, isLive(), detail);
            var wasGood = isStable(nowNanos);
            here.ifPresent(Connection::ended);
            if (forGood.isEmpty()) {
                failed(wasGood, detail, CloseCode.pause(code), nowNanos);
            }
            return forGood;
        }
        return Optional.empty();
    }

    /** Drops the connection, for another one after a pause. */
    void giveUp(String detail, long nowNanos) {
        var wasGood = isStable(nowNanos);
        here.ifPresent(Connection::drop);
        failed(wasGood, detail, Duration.ZERO, nowNanos);
    }

    private void failed(boolean wasGood, String detail, Duration notBefore, long nowNanos) {
        if (wasGood) {
            attempts.endedWell();
        }
        pause(detail, notBefore, nowNanos);
    }

    void tick(long nowNanos) {
        switch (phase) {
            case NEW, ENDED -> {}
            case WAITING -> {
                if (nowNanos >= phaseUntilNanos) {
                    goOn(nowNanos);
                }
            }
            case LOCATING -> {
                if (nowNanos >= phaseUntilNanos) {
                    notLocated("the router did not answer in time", nowNanos);
                }
            }
            case CONNECTED ->
                    here.flatMap(one -> one.failure(nowNanos))
                            .ifPresent(detail -> giveUp(detail, nowNanos));
        }
    }

    /** Asks a site that has been quiet for a while whether it is there. */
    void pingIfQuiet(long nowNanos) {
        here.ifPresent(one -> one.pingIfQuiet(nowNanos));
    }

    void write(ClientFrame frame) {
        here().write(frame);
    }

    /** Says on every connection how far the inbox has arrived. */
    void confirm(ClientFrame.Ack upTo) {
        here.filter(Connection::isLive).ifPresent(one -> one.write(upTo));
        standby.confirm(upTo);
    }

    /** Drops every connection, and ends for good. */
    void end() {
        phase = Phase.ENDED;
        here.ifPresent(Connection::drop);
        standby.drop();
    }
}
