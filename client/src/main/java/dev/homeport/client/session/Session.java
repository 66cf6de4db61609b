package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.Refusal;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SendResult;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.SyncKey;
import dev.homeport.client.session.SessionEffect.Changed;
import dev.homeport.client.session.SessionEffect.Drop;
import dev.homeport.client.session.SessionEffect.Settled;
import dev.homeport.client.session.SessionEffect.Write;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One account's connection to its home: finds it, says hello, sends, follows moves, comes back at a
 * jittered pace and goes on where it was. Deterministic: it has no clock, thread or socket; the
 * same inputs at the same times with the same chance give the same effects. Not thread-safe.
 *
 * <p>Times are nanoseconds of one clock that never goes back, from zero up.
 */
public final class Session {

    private static final int TOKEN_REFUSED = 4401;
    private static final int NOT_THIS_PROTOCOL = 4400;
    private static final int NO_CLOSE_CODE = 1006;
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

    private final String token;
    private final SessionSettings settings;
    private final RandomGenerator chance;
    private final Whereabouts whereabouts;
    private final Outbox outbox;
    private final InboxMark inbox;

    private Phase phase = Phase.NEW;
    private long phaseUntilNanos;
    private long connection;
    private long liveSinceNanos;
    private long heardAtNanos;
    private long pingedAtNanos;
    private int failures;
    private int hops;
    private boolean stopping;
    private long stopNanos = Long.MAX_VALUE;
    private @Nullable Home current;
    private List<SessionEffect> effects = new ArrayList<>();

    /**
     * Makes a session.
     *
     * @param token the account's token
     * @param home the home, if it is known; else the router is asked
     * @param doors where sites are reached, as far as it is known
     * @param after the last place of the inbox that the caller has; without one, the inbox goes on
     *     where the account's clients last were
     * @param settings the bounds
     * @param chance spreads what is tried again
     */
    public Session(
            String token,
            Optional<Home> home,
            Collection<SiteDoor> doors,
            Optional<SyncKey> after,
            SessionSettings settings,
            RandomGenerator chance) {
        this.token = token;
        this.settings = settings;
        this.chance = chance;
        this.whereabouts = new Whereabouts(home, doors);
        this.outbox =
                new Outbox(settings.outbox(), settings.inFlight(), settings.backoff(), chance);
        this.inbox = new InboxMark(after);
    }

    /**
     * Takes one input.
     *
     * @param nowNanos when it happened
     * @return what is to be done, in order
     */
    public List<SessionEffect> step(SessionInput input, long nowNanos) {
        effects = new ArrayList<>();
        switch (input) {
            case SessionInput.Start() -> {
                if (phase == Phase.NEW) {
                    goOn(nowNanos);
                }
            }
            case SessionInput.Located(var home) -> located(home, nowNanos);
            case SessionInput.LocateFailed(var detail) -> notLocated(detail, nowNanos);
            case SessionInput.Opened(var number) -> opened(number, nowNanos);
            case SessionInput.Broken(var number, var code, var detail) -> {
                if (number == connection && isConnected()) {
                    lost(code, detail, nowNanos);
                }
            }
            case SessionInput.Heard(var number, var frame) -> {
                if (number == connection && isConnected()) {
                    heardAtNanos = nowNanos;
                    hear(frame, nowNanos);
                }
            }
            case SessionInput.Stirred(var number) -> {
                if (number == connection) {
                    heardAtNanos = nowNanos;
                }
            }
            case SessionInput.Send(var outgoing) -> send(outgoing);
            case SessionInput.Tick() -> tick(nowNanos);
            case SessionInput.Stop(var untilNanos) -> {
                stopping = true;
                stopNanos = untilNanos;
            }
        }
        if (phase != Phase.ENDED) {
            settle(outbox.expire(nowNanos));
            flush(nowNanos);
            stopIfDone(nowNanos);
        }
        return effects;
    }

    /** The last place of the inbox that was handed on; nothing before the first welcome. */
    public Optional<SyncKey> after() {
        return inbox.after();
    }

    private boolean isConnected() {
        return phase == Phase.CONNECTING || phase == Phase.GREETING || phase == Phase.LIVE;
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
            effects.add(new SessionEffect.Locate());
        }
    }

    private void open(Home home, long nowNanos) {
        connection++;
        current = home;
        enter(Phase.CONNECTING, settings.connect(), nowNanos);
        effects.add(new SessionEffect.Open(connection, home));
    }

    private void located(Home home, long nowNanos) {
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
    private void notLocated(String detail, long nowNanos) {
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
        effects.add(new Changed(new SessionNews.Disconnected(detail, wait)));
    }

    private void opened(long number, long nowNanos) {
        if (number != connection || phase != Phase.CONNECTING) {
            return;
        }
        heardAtNanos = nowNanos;
        enter(Phase.GREETING, settings.welcome(), nowNanos);
        write(new ClientFrame.Hello(token, inbox.after()));
    }

    private void lost(int code, String detail, long nowNanos) {
        var wasGreeting = phase != Phase.LIVE;
        if (phase == Phase.LIVE && nowNanos - liveSinceNanos >= settings.stable().toNanos()) {
            failures = 0;
        }
        outbox.disconnected();
        if (code == TOKEN_REFUSED) {
            end(Refusal.of(ErrorCode.UNAUTHENTICATED, detail));
        } else if (code == NOT_THIS_PROTOCOL && wasGreeting) {
            end(Refusal.of(ErrorCode.UNSUPPORTED, detail));
        } else {
            pause(detail, code == AT_A_LIMIT ? LIMIT_PAUSE : Duration.ZERO, nowNanos);
        }
    }

    private void giveUpConnection(String detail, long nowNanos) {
        effects.add(new Drop(connection));
        lost(NO_CLOSE_CODE, detail, nowNanos);
    }

    private void hear(ServerFrame frame, long nowNanos) {
        switch (frame) {
            case ServerFrame.Welcome welcome -> welcomed(welcome, nowNanos);
            case ServerFrame.Accepted(var requestId, var messageId, var kept) -> {
                var home = current;
                if (home != null) {
                    hops = 0;
                    failures = 0;
                    outbox.accepted(requestId, messageId, kept, home.door().site(), home.epoch())
                            .ifPresent(this::settle);
                }
            }
            case ServerFrame.Refused(var requestId, var refusal) -> {
                if (requestId.isEmpty()) {
                    effects.add(new Changed(new SessionNews.Complaint(refusal)));
                } else {
                    refused(requestId.get(), refusal, nowNanos);
                }
            }
            case ServerFrame.Message(var item) -> {
                if (inbox.take(item.key())) {
                    effects.add(new SessionEffect.Received(item));
                    inbox.toConfirm(false).ifPresent(key -> write(new ClientFrame.Ack(key)));
                }
            }
            case ServerFrame.Pong() -> {}
        }
    }

    private void welcomed(ServerFrame.Welcome welcome, long nowNanos) {
        var home = current;
        if (home == null) {
            return;
        }
        if (phase == Phase.GREETING) {
            phase = Phase.LIVE;
            liveSinceNanos = nowNanos;
            effects.add(
                    new Changed(
                            new SessionNews.Connected(
                                    home.door().site(),
                                    home.epoch(),
                                    welcome.start(),
                                    welcome.staleMillis())));
        }
        if (inbox.welcome(welcome.after(), welcome.start())) {
            effects.add(new Changed(new SessionNews.RolledBack(welcome.after())));
        }
    }

    private void refused(String requestId, Refusal refusal, long nowNanos) {
        outbox.refused(requestId, refusal, nowNanos).ifPresent(this::settle);
        if (refusal.code() == ErrorCode.MOVED && refusal.home().isPresent()) {
            moved(requestId, refusal.home().get(), nowNanos);
        }
    }

    private void moved(String requestId, MovedTo to, long nowNanos) {
        if (!whereabouts.follow(to)) {
            outbox.postpone(requestId, nowNanos);
            return;
        }
        hops++;
        effects.add(new Changed(new SessionNews.Moved(to.site(), to.epoch())));
        effects.add(new Drop(connection));
        outbox.disconnected();
        if (hops > settings.hops()) {
            pause(hops + " moves in a row", Duration.ZERO, nowNanos);
        } else {
            failures = 0;
            goOn(nowNanos);
        }
    }

    private void send(Outgoing outgoing) {
        if (phase == Phase.ENDED || stopping) {
            refuse(outgoing, Refusal.of(ErrorCode.UNAVAILABLE, "the session has ended"));
        } else if (!outbox.add(outgoing)) {
            refuse(
                    outgoing,
                    Refusal.of(
                            ErrorCode.OVERLOADED,
                            settings.outbox() + " messages wait for their answer already"));
        }
    }

    private void refuse(Outgoing outgoing, Refusal refusal) {
        effects.add(new Settled(outgoing.ticket(), new SendResult.Refused(refusal)));
    }

    private void tick(long nowNanos) {
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
                    giveUpConnection("the site did not answer in time", nowNanos);
                }
            }
            case LIVE -> pulse(nowNanos);
        }
    }

    private void pulse(long nowNanos) {
        if (nowNanos - heardAtNanos > settings.silence().toNanos()) {
            giveUpConnection("nothing was heard of the site", nowNanos);
        } else if (outbox.isOverdue(nowNanos, settings.answer().toNanos())) {
            giveUpConnection("the site owes an answer", nowNanos);
        } else {
            inbox.toConfirm(true).ifPresent(key -> write(new ClientFrame.Ack(key)));
            var quietSince = Math.max(heardAtNanos, pingedAtNanos);
            if (nowNanos - quietSince > settings.ping().toNanos()) {
                pingedAtNanos = nowNanos;
                write(new ClientFrame.Ping());
            }
        }
    }

    private void flush(long nowNanos) {
        if (phase != Phase.LIVE) {
            return;
        }
        for (var due : outbox.due(nowNanos)) {
            var message = due.outgoing();
            if (due.first()) {
                effects.add(new SessionEffect.Written(message.ticket()));
            }
            write(new ClientFrame.Send(message.requestId(), message.to(), message.text()));
        }
    }

    private void write(ClientFrame frame) {
        effects.add(new Write(connection, frame));
    }

    private void settle(Outbox.Settlement settlement) {
        effects.add(new Settled(settlement.ticket(), settlement.result()));
    }

    private void settle(List<Outbox.Settlement> settlements) {
        settlements.forEach(this::settle);
    }

    private void stopIfDone(long nowNanos) {
        if (stopping && (outbox.isEmpty() || nowNanos >= stopNanos)) {
            if (phase == Phase.LIVE) {
                inbox.toConfirm(true).ifPresent(key -> write(new ClientFrame.Ack(key)));
            }
            if (isConnected()) {
                effects.add(new Drop(connection));
            }
            end(Refusal.of(ErrorCode.UNAVAILABLE, "the caller ended the session"));
        }
    }

    private void end(Refusal why) {
        phase = Phase.ENDED;
        settle(outbox.giveUpAll());
        effects.add(new Changed(new SessionNews.Ended(why)));
    }
}
