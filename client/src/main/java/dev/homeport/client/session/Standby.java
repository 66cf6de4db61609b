package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SyncStart;
import dev.homeport.client.session.SessionEffect.Drop;
import dev.homeport.client.session.SessionEffect.Write;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A second connection, to the site where the home will be: made while the present home still
 * serves, so that the session can go over to it at once when that home closes. It is a convenience:
 * whatever goes wrong with it, it is dropped, and the session connects as without it. Not
 * thread-safe.
 */
final class Standby {

    /** Longer than any site gives notice; after it the move was given up. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final SessionSettings settings;
    private final LongSupplier numbers;
    private final Consumer<SessionEffect> effects;
    private final Liveness liveness;

    private Phase phase = Phase.NEW;
    private long untilNanos;
    private long number;
    private @Nullable Home home;
    private ServerFrame.@Nullable Welcome welcome;

    /**
     * Makes one that leads nowhere yet.
     *
     * @param numbers gives each connection of the session its own
     */
    Standby(SessionSettings settings, LongSupplier numbers, Consumer<SessionEffect> effects) {
        this.settings = settings;
        this.numbers = numbers;
        this.effects = effects;
        this.liveness = new Liveness(settings);
    }

    Phase phase() {
        return phase;
    }

    /** When the phase is over in any case. */
    long untilNanos() {
        return untilNanos;
    }

    long number() {
        return number;
    }

    Liveness liveness() {
        return liveness;
    }

    /** What the site said; there once it is live. */
    ServerFrame.Welcome welcome() {
        return Objects.requireNonNull(welcome, "nobody has welcomed it");
    }

    boolean isLive() {
        return phase == Phase.LIVE;
    }

    boolean carries(long connection) {
        return phase.isUpOrComing() && connection == number;
    }

    /** Tells whether it is connected to a site, or about to be. */
    boolean leadsTo(SiteId site) {
        return phase.isUpOrComing() && home != null && home.door().site().equals(site);
    }

    /** Connects to a coming home after a while, unless it is done or planned already. */
    void plan(Home next, Duration slot, long nowNanos) {
        if (phase != Phase.NEW && next.equals(home)) {
            return;
        }
        drop();
        home = next;
        phase = Phase.WAITING;
        untilNanos = nowNanos + Math.min(slot.toNanos(), LONGEST.toNanos());
        tick(nowNanos);
    }

    void tick(long nowNanos) {
        if (phase == Phase.NEW || nowNanos < untilNanos) {
            return;
        }
        if (phase == Phase.WAITING && home != null) {
            number = numbers.getAsLong();
            enter(Phase.CONNECTING, settings.connect(), nowNanos);
            effects.accept(new SessionEffect.Open(number, home));
        } else {
            drop();
        }
    }

    private void enter(Phase next, Duration bound, long nowNanos) {
        phase = next;
        untilNanos = nowNanos + bound.toNanos();
    }

    /** Greets on it. */
    void opened(ClientFrame.Hello hello, long nowNanos) {
        if (phase == Phase.CONNECTING) {
            liveness.heard(nowNanos);
            enter(Phase.GREETING, settings.welcome(), nowNanos);
            write(hello);
        }
    }

    void stirred(long nowNanos) {
        liveness.heard(nowNanos);
    }

    /** A site that has less than the client is left to the usual way, which says so. */
    void welcomed(ServerFrame.Welcome said, long nowNanos) {
        if (said.start() == SyncStart.ROLLED_BACK) {
            drop();
        } else if (phase == Phase.GREETING) {
            welcome = said;
            liveness.welcomed(nowNanos);
            enter(Phase.LIVE, LONGEST, nowNanos);
        }
    }

    /** The site that it leads to says that the home is another one since some epoch. */
    void contradicted(MovedTo elsewhere) {
        if (home != null && elsewhere.epoch().isAfter(home.epoch())) {
            drop();
        }
    }

    void write(ClientFrame frame) {
        effects.accept(new Write(number, frame));
    }

    /** It has ended by itself, or somebody else goes on with it. */
    void forget() {
        phase = Phase.NEW;
    }

    /** Ends it, if there is anything. */
    void drop() {
        if (phase.isUpOrComing()) {
            effects.accept(new Drop(number));
        }
        forget();
    }
}
