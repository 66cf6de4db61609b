package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.Refusal.MovedTo;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * When a session that has a connection to its home leaves it for another home: a site says that the
 * home is elsewhere, or will be, or the router knows what the home does not. Not thread-safe.
 */
final class Moves {

    /** For so long a site goes on serving those whose home is elsewhere. */
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Whereabouts whereabouts;
    private final HomeConnection connection;
    private final Standby standby;
    private final Enquiries enquiries;
    private final Consumer<SessionEffect> effects;

    Moves(
            Whereabouts whereabouts,
            HomeConnection connection,
            Enquiries enquiries,
            Consumer<SessionEffect> effects) {
        this.whereabouts = whereabouts;
        this.connection = connection;
        this.standby = connection.standby();
        this.enquiries = enquiries;
        this.effects = effects;
    }

    /** The home has acknowledged something: it is the right one, and it works. */
    void served() {
        connection.served();
        enquiries.served();
    }

    /** The home has refused what only a home can do, and named no other one. */
    void unserved(long nowNanos) {
        if (connection.isLive() && enquiries.areDue(nowNanos)) {
            effects.accept(new SessionEffect.Locate());
        }
    }

    /** Takes what the router says, who may know what a home that cannot serve does not. */
    void located(Home home, long nowNanos) {
        if (!connection.isLive()) {
            connection.located(home, nowNanos);
        } else if (home.epoch().isAfter(whereabouts.epoch()) && whereabouts.learn(home)) {
            if (isHere()) {
                stay();
            } else {
                connection.leave(nowNanos);
            }
        }
    }

    /** The home is here, at a later epoch than was known: a move that was to come is off. */
    private void stay() {
        connection.here().isHomeSince(whereabouts.epoch());
        standby.drop();
    }

    private boolean isHere() {
        return whereabouts.site().equals(connection.here().site());
    }

    /**
     * Goes where a site said that the home is, at once: somebody has something to write.
     *
     * @return whether that is anywhere else
     */
    boolean follow(MovedTo to, long nowNanos) {
        if (!whereabouts.follow(to) && !connection.here().isToBeLeft()) {
            return false;
        }
        connection.leave(nowNanos);
        return true;
    }

    /** Connects to where the home will be after a while, and stays here meanwhile. */
    void moving(MovedTo next, Duration slot, long nowNanos) {
        if (connection.isLive() && !next.site().equals(connection.here().site())) {
            whereabouts.coming(next).ifPresent(home -> standby.plan(home, slot, nowNanos));
        }
    }

    /**
     * Goes where a site said that the home is, but stays on this connection for the slot, unless it
     * is connected there already.
     */
    void moved(MovedTo to, Duration slot, long nowNanos) {
        if (!whereabouts.follow(to)) {
            return;
        }
        var here = connection.here();
        if (isHere()) {
            stay();
        } else if (slot.isZero() || !here.isLive() || isReadyToLeave()) {
            connection.leave(nowNanos);
        } else if (!here.isToBeLeft()) {
            here.leaveAt(nowNanos + Math.min(slot.toNanos(), LONGEST_NANOS));
        }
    }

    private boolean isReadyToLeave() {
        return whereabouts.home().filter(standby::isReadyFor).isPresent();
    }

    /** The site where the home will be has welcomed the client too. */
    void welcomedAhead(ServerFrame.Welcome welcome, long nowNanos) {
        standby.welcomed(welcome, nowNanos);
        if (connection.here().isToBeLeft() && isReadyToLeave()) {
            connection.leave(nowNanos);
        }
    }

    void tick(long nowNanos) {
        standby.tick(nowNanos);
        if (connection.isLive() && connection.here().isToBeLeftBy(nowNanos)) {
            connection.leave(nowNanos);
        }
    }
}
