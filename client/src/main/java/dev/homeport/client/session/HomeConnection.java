package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.Refusal;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.session.SessionEffect.Changed;
import dev.homeport.client.session.SessionEffect.Drop;
import dev.homeport.client.session.SessionEffect.Write;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A session's way to its home: one connection after the other, and the pauses between them. Knows
 * nothing of messages. Not thread-safe.
 */
final class HomeConnection {

    private static final int TOKEN_REFUSED = 4401;
    private static final int NOT_THIS_PROTOCOL = 4400;
    private static final int AT_A_LIMIT = 4429;
    private static final Duration LIMIT_PAUSE = Duration.ofSeconds(1);
    private static final int FAILURES_BEFORE_ASKING_AGAIN = 2;

    private enum Phase {
        NEW,
        WAITING,
        LOCATING,
        CONNECTING,
        GREETING,
        LIVE,
        ENDED
    }

    private final Whereabouts whereabouts;
    private final SessionSettings settings;
    private final RandomGenerator chance;
    private final Consumer<SessionEffect> effects;

    private Phase phase = Phase.NEW;
    private long phaseUntilNanos;
    private long number;
    private long liveSinceNanos;
    private long heardAtNanos;
    private long pingedAtNanos;
    private int failures;
    private int hops;
    private @Nullable Home current;

    HomeConnection(
            Whereabouts whereabouts,
            SessionSettings settings,
            RandomGenerator chance,
            Consumer<SessionEffect> effects) {
        this.whereabouts = whereabouts;
        this.settings = settings;
        this.chance = chance;
        this.effects = effects;
    }

    boolean isLive() {
        return phase == Phase.LIVE;
    }

    boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /** Tells whether this is the connection that is wanted, and it is or may come up. */
    boolean carries(long connection) {
        return connection == number && isUpOrComing();
    }

    private boolean isUpOrComing() {
        return phase == Phase.CONNECTING || phase == Phase.GREETING || phase == Phase.LIVE;
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
        number++;
        current = home;
        enter(Phase.CONNECTING, settings.connect(), nowNanos);
        effects.accept(new SessionEffect.Open(number, home));
    }

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
        heardAtNanos = nowNanos;
        enter(Phase.GREETING, settings.welcome(), nowNanos);
        write(hello);
    }

    void welcomed(ServerFrame.Welcome welcome, long nowNanos) {
        if (phase != Phase.GREETING) {
            return;
        }
        phase = Phase.LIVE;
        liveSinceNanos = nowNanos;
        effects.accept(
                new Changed(
                        new SessionNews.Connected(
                                home().door().site(),
                                home().epoch(),
                                welcome.start(),
                                welcome.staleMillis())));
    }

    /** Something came in that shows that the other side is there. */
    void stirred(long connection, long nowNanos) {
        if (connection == number) {
            heardAtNanos = nowNanos;
        }
    }

    /** The home has acknowledged something: it is the right one, and it works. */
    void served() {
        hops = 0;
        failures = 0;
    }

    /**
     * Goes where a site said that the home is.
     *
     * @return whether that is anywhere else
     */
    boolean follow(MovedTo to, long nowNanos) {
        if (!whereabouts.follow(to)) {
            return false;
        }
        hops++;
        effects.accept(new Changed(new SessionNews.Moved(to.site(), to.epoch())));
        effects.accept(new Drop(number));
        if (hops > settings.hops()) {
            pause(hops + " moves in a row", Duration.ZERO, nowNanos);
        } else {
            failures = 0;
            goOn(nowNanos);
        }
        return true;
    }

    /**
     * Takes the end of the connection: another one follows after a pause.
     *
     * @return why there is no use in another one; nothing if there is
     */
    Optional<Refusal> lost(int code, String detail, long nowNanos) {
        if (code == TOKEN_REFUSED) {
            return Optional.of(Refusal.of(ErrorCode.UNAUTHENTICATED, detail));
        }
        if (code == NOT_THIS_PROTOCOL && phase != Phase.LIVE) {
            return Optional.of(Refusal.of(ErrorCode.UNSUPPORTED, detail));
        }
        failed(detail, code == AT_A_LIMIT ? LIMIT_PAUSE : Duration.ZERO, nowNanos);
        return Optional.empty();
    }

    /** Drops the connection, for another one after a pause. */
    void giveUp(String detail, long nowNanos) {
        effects.accept(new Drop(number));
        failed(detail, Duration.ZERO, nowNanos);
    }

    private void failed(String detail, Duration notBefore, long nowNanos) {
        if (phase == Phase.LIVE && nowNanos - liveSinceNanos >= settings.stable().toNanos()) {
            failures = 0;
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
            case CONNECTING, GREETING -> {
                if (nowNanos >= phaseUntilNanos) {
                    giveUp("the site did not answer in time", nowNanos);
                }
            }
            case LIVE -> {
                if (nowNanos - heardAtNanos > settings.silence().toNanos()) {
                    giveUp("nothing was heard of the site", nowNanos);
                }
            }
        }
    }

    /** Asks a site that has been quiet for a while whether it is there. */
    void pingIfQuiet(long nowNanos) {
        var quietSince = Math.max(heardAtNanos, pingedAtNanos);
        if (nowNanos - quietSince > settings.ping().toNanos()) {
            pingedAtNanos = nowNanos;
            write(new ClientFrame.Ping());
        }
    }

    void write(ClientFrame frame) {
        effects.accept(new Write(number, frame));
    }

    /** Drops the connection, if there is one. */
    void drop() {
        if (isUpOrComing()) {
            effects.accept(new Drop(number));
        }
    }

    /** Ends for good. */
    void end() {
        phase = Phase.ENDED;
    }
}
