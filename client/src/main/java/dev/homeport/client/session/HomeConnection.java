package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.Refusal;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.session.SessionEffect.Changed;
import dev.homeport.client.session.SessionEffect.Drop;
import dev.homeport.client.session.SessionEffect.Write;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A session's way to its home: one connection after the other, and the pauses between them; while
 * the home is about to leave, a second one to where it will be. Knows nothing of messages. Not
 * thread-safe.
 */
final class HomeConnection {

    private static final int FAILURES_BEFORE_ASKING_AGAIN = 2;

    /** For so long a site goes on serving those whose home is elsewhere. */
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Whereabouts whereabouts;
    private final SessionSettings settings;
    private final RandomGenerator chance;
    private final Consumer<SessionEffect> effects;

    private Liveness liveness;
    private Standby standby;
    private Phase phase = Phase.NEW;
    private long phaseUntilNanos;
    private long numbers;
    private long number;
    private int failures;
    private int hops;
    private @Nullable Home current;

    /** How often in a row the home refused what only a home can do. */
    private int unserved;

    private long enquiresAtNanos = Long.MIN_VALUE;

    /** When to leave for the home that is known by now; nothing while this one is it. */
    private OptionalLong leavesAtNanos = OptionalLong.empty();

    HomeConnection(
            Whereabouts whereabouts,
            SessionSettings settings,
            RandomGenerator chance,
            Consumer<SessionEffect> effects) {
        this.whereabouts = whereabouts;
        this.settings = settings;
        this.chance = chance;
        this.effects = effects;
        this.liveness = new Liveness(settings);
        this.standby = noStandby();
    }

    private Standby noStandby() {
        return new Standby(settings, () -> ++numbers, effects);
    }

    /** The connection to where the home will be; leads nowhere most of the time. */
    Standby standby() {
        return standby;
    }

    /** The number of the connection that is wanted. */
    long number() {
        return number;
    }

    boolean isLive() {
        return phase == Phase.LIVE;
    }

    boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /** Tells whether this is the connection that is wanted, and it is or may come up. */
    boolean carries(long connection) {
        return connection == number && phase.isUpOrComing();
    }

    /** The home that the newest connection leads to. */
    Home home() {
        return Objects.requireNonNull(current, "nothing was opened yet");
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
        if (home.isPresent() && failures < FAILURES_BEFORE_ASKING_AGAIN) {
            open(home.get(), nowNanos);
        } else {
            enter(Phase.LOCATING, settings.connect(), nowNanos);
            effects.accept(new SessionEffect.Locate());
        }
    }

    private void open(Home home, long nowNanos) {
        current = home;
        leavesAtNanos = OptionalLong.empty();
        if (standby.leadsTo(home.door().site())) {
            goOver();
            return;
        }
        number = ++numbers;
        enter(Phase.CONNECTING, settings.connect(), nowNanos);
        effects.accept(new SessionEffect.Open(number, home));
    }

    /** Goes on with the connection that is there already. */
    private void goOver() {
        var there = standby;
        standby = noStandby();
        number = there.number();
        phase = there.phase();
        phaseUntilNanos = there.untilNanos();
        liveness = there.liveness();
        if (there.isLive()) {
            tellConnected(there.welcome());
        }
    }

    void located(Home home, long nowNanos) {
        if (phase == Phase.LIVE) {
            locatedElsewhere(home, nowNanos);
            return;
        }
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

    /** A home that cannot serve need not know that another site is home by now. */
    private void locatedElsewhere(Home home, long nowNanos) {
        var isNewer = home.epoch().isAfter(whereabouts.epoch());
        if (isNewer
                && whereabouts.learn(home)
                && !home.door().site().equals(home().door().site())) {
            leave(nowNanos);
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
        failures++;
        var wait = settings.backoff().delay(failures, notBefore, chance);
        enter(Phase.WAITING, wait, nowNanos);
        effects.accept(new Changed(new SessionNews.Disconnected(detail, wait)));
    }

    /** Takes an open connection, and greets on it. */
    void opened(long connection, ClientFrame.Hello hello, long nowNanos) {
        if (connection != number || phase != Phase.CONNECTING) {
            return;
        }
        liveness.heard(nowNanos);
        enter(Phase.GREETING, settings.welcome(), nowNanos);
        write(hello);
    }

    void welcomed(ServerFrame.Welcome welcome, long nowNanos) {
        if (phase != Phase.GREETING) {
            return;
        }
        phase = Phase.LIVE;
        liveness.welcomed(nowNanos);
        tellConnected(welcome);
    }

    private void tellConnected(ServerFrame.Welcome welcome) {
        effects.accept(
                new Changed(
                        new SessionNews.Connected(
                                home().door().site(),
                                home().epoch(),
                                welcome.start(),
                                welcome.staleMillis())));
    }

    /** The site where the home will be has welcomed the client too. */
    void welcomedAhead(ServerFrame.Welcome welcome, long nowNanos) {
        standby.welcomed(welcome, nowNanos);
        if (standby.isLive() && leavesAtNanos.isPresent()) {
            leave(nowNanos);
        }
    }

    /** Something came in that shows that the other side is there. */
    void stirred(long connection, long nowNanos) {
        if (connection == number) {
            liveness.heard(nowNanos);
        } else if (standby.carries(connection)) {
            standby.stirred(nowNanos);
        }
    }

    /** The home has acknowledged something: it is the right one, and it works. */
    void served() {
        hops = 0;
        failures = 0;
        unserved = 0;
    }

    /**
     * The home has refused what only a home can do, and named no other one: it may be cut off, and
     * not know that it is home no more. So the router is asked meanwhile, at a growing distance.
     */
    void unserved(long nowNanos) {
        if (phase == Phase.LIVE && nowNanos >= enquiresAtNanos) {
            unserved++;
            enquiresAtNanos = nowNanos + settings.backoff().delay(unserved, chance).toNanos();
            effects.accept(new SessionEffect.Locate());
        }
    }

    /**
     * Goes where a site said that the home is, at once: somebody has something to write.
     *
     * @return whether that is anywhere else
     */
    boolean follow(MovedTo to, long nowNanos) {
        if (!whereabouts.follow(to) && leavesAtNanos.isEmpty()) {
            return false;
        }
        leave(nowNanos);
        return true;
    }

    /** Connects to where the home will be after a while, and stays here meanwhile. */
    void moving(MovedTo next, Duration slot, long nowNanos) {
        if (phase == Phase.LIVE && !next.site().equals(home().door().site())) {
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
        if (whereabouts.site().equals(home().door().site())) {
            current = new Home(home().door(), whereabouts.epoch());
            leavesAtNanos = OptionalLong.empty();
            standby.drop();
        } else if (slot.isZero() || phase != Phase.LIVE || isReadyToLeave()) {
            leave(nowNanos);
        } else if (leavesAtNanos.isEmpty()) {
            leavesAtNanos = OptionalLong.of(nowNanos + Math.min(slot.toNanos(), LONGEST_NANOS));
        }
    }

    private boolean isReadyToLeave() {
        return standby.isLive() && standby.leadsTo(whereabouts.site());
    }

    private void leave(long nowNanos) {
        hops = phase == Phase.LIVE && liveness.isStable(nowNanos) ? 1 : hops + 1;
        leavesAtNanos = OptionalLong.empty();
        var news = new SessionNews.Moved(whereabouts.site(), whereabouts.epoch());
        effects.accept(new Changed(news));
        effects.accept(new Drop(number));
        if (hops > settings.hops()) {
            pause(hops + " moves in a row", Duration.ZERO, nowNanos);
        } else {
            failures = 0;
            goOn(nowNanos);
        }
    }

    /**
     * Takes the end of the connection: another one follows after a pause.
     *
     * @return why there is no use in another one; nothing if there is
     */
    Optional<Refusal> lost(int code, String detail, long nowNanos) {
        var forGood = CloseCode.endsForGood(code, phase, detail);
        if (forGood.isEmpty()) {
            failed(detail, CloseCode.pause(code), nowNanos);
        }
        return forGood;
    }

    /** Drops the connection, for another one after a pause. */
    void giveUp(String detail, long nowNanos) {
        effects.accept(new Drop(number));
        failed(detail, Duration.ZERO, nowNanos);
    }

    private void failed(String detail, Duration notBefore, long nowNanos) {
        if (phase == Phase.LIVE && liveness.isStable(nowNanos)) {
            failures = 0;
        }
        pause(detail, notBefore, nowNanos);
    }

    void tick(long nowNanos) {
        standby.tick(nowNanos);
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
            case CONNECTING, GREETING -> {
                if (nowNanos >= phaseUntilNanos) {
                    giveUp("the site did not answer in time", nowNanos);
                }
            }
            case LIVE -> {
                if (leavesAtNanos.isPresent() && nowNanos >= leavesAtNanos.getAsLong()) {
                    leave(nowNanos);
                } else if (liveness.isSilent(nowNanos)) {
                    giveUp("nothing was heard of the site", nowNanos);
                }
            }
        }
    }

    /** Asks a site that has been quiet for a while whether it is there. */
    void pingIfQuiet(long nowNanos) {
        if (liveness.isToBeAsked(nowNanos)) {
            write(new ClientFrame.Ping());
        }
    }

    void write(ClientFrame frame) {
        effects.accept(new Write(number, frame));
    }

    /** Says on every connection how far the inbox has arrived. */
    void confirm(ClientFrame.Ack upTo) {
        if (phase == Phase.LIVE) {
            write(upTo);
        }
        if (standby.isLive()) {
            standby.write(upTo);
        }
    }

    /** Drops the connection, if there is one. */
    void drop() {
        if (phase.isUpOrComing()) {
            effects.accept(new Drop(number));
        }
        standby.drop();
    }

    /** Ends for good. */
    void end() {
        phase = Phase.ENDED;
        standby.drop();
    }
}
