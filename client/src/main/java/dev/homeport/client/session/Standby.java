package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SyncStart;
import java.time.Duration;
import java.util.Optional;

/**
 * A second connection, to the site where the home will be: made while the present home still
 * serves, so that the session can go over to it at once when that home closes. It is a convenience:
 * whatever goes wrong with it, it is dropped, and the session connects as without it. Not
 * thread-safe.
 */
final class Standby {

    /** Longer than any site gives notice; after it the move was given up. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Connections connections;

    /** The home that is to come; nothing most of the time. */
    private Optional<Home> next = Optional.empty();

    private Optional<Connection> there = Optional.empty();

    /** When to connect, or how long to stay connected. */
    private long untilNanos;

    Standby(Connections connections) {
        this.connections = connections;
    }

    boolean isLive() {
        return there.filter(Connection::isLive).isPresent();
    }

    boolean carries(long connection) {
        return there.filter(one -> one.carries(connection)).isPresent();
    }

    /** Tells whether it is connected to a home, so that the session may go over at once. */
    boolean isReadyFor(Home home) {
        return there.filter(one -> one.isLive() && one.leadsTo(home)).isPresent();
    }

    /** The connection, once there is one. */
    Optional<Connection> connection() {
        return there;
    }

    /** Connects to a coming home after a while, unless it is done or planned already. */
    void plan(Home coming, Duration slot, long nowNanos) {
        if (next.equals(Optional.of(coming))) {
            return;
        }
        drop();
        next = Optional.of(coming);
        untilNanos = nowNanos + Math.min(slot.toNanos(), LONGEST.toNanos());
        tick(nowNanos);
    }

    void tick(long nowNanos) {
        if (next.isEmpty()) {
            return;
        }
        if (there.isEmpty()) {
            if (nowNanos >= untilNanos) {
                there = Optional.of(connections.open(next.get(), nowNanos));
            }
        } else if (hasFailed(nowNanos) || (isLive() && nowNanos >= untilNanos)) {
            drop();
        } else {
            there.get().pingIfQuiet(nowNanos);
        }
    }

    private boolean hasFailed(long nowNanos) {
        return there.flatMap(one -> one.failure(nowNanos)).isPresent();
    }

    /** Greets on it. */
    void opened(ClientFrame.Hello hello, long nowNanos) {
        there.ifPresent(one -> one.opened(hello, nowNanos));
    }

    void stirred(long nowNanos) {
        there.ifPresent(one -> one.stirred(nowNanos));
    }

    /** A site that has less than the client is left to the usual way, which says so. */
    void welcomed(ServerFrame.Welcome said, long nowNanos) {
        if (said.start() == SyncStart.ROLLED_BACK) {
            drop();
        } else if (there.filter(one -> one.welcomed(said, nowNanos)).isPresent()) {
            untilNanos = nowNanos + LONGEST.toNanos();
        }
    }

    /** The site that it leads to says that the home is another one since some epoch. */
    void contradicted(MovedTo elsewhere) {
        if (next.filter(coming -> elsewhere.epoch().isAfter(coming.epoch())).isPresent()) {
            drop();
        }
    }

    void confirm(ClientFrame.Ack upTo) {
        there.filter(Connection::isLive).ifPresent(one -> one.write(upTo));
    }

    /**
     * Gives the connection away if it leads to a home. It does not if that site has become the home
     * by a later move, a takeover perhaps, of which nobody spoke when the client said hello there.
     */
    Optional<Connection> handOver(Home home) {
        var given = there.filter(one -> one.leadsTo(home));
        if (given.isPresent()) {
            forget();
        } else if (next.filter(coming -> !coming.epoch().isAfter(home.epoch())).isPresent()) {
            drop();
        }
        return given;
    }

    /** It has ended by itself, or somebody else goes on with it. */
    void forget() {
        next = Optional.empty();
        there = Optional.empty();
    }

    /** Ends it, if there is anything. */
    void drop() {
        there.ifPresent(Connection::drop);
        forget();
    }
}
