package dev.homeport.client.adapter.websocket;

import dev.homeport.client.Answer;
import dev.homeport.client.Home;
import dev.homeport.client.Refusal;
import dev.homeport.client.Router;
import dev.homeport.client.SendResult;
import dev.homeport.client.session.Outgoing;
import dev.homeport.client.session.Session;
import dev.homeport.client.session.SessionEffect;
import dev.homeport.client.session.SessionInput;
import dev.homeport.client.session.SessionNews;
import dev.homeport.client.session.SessionSettings;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.Quoted;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One running session: it gives the state machine its inputs on the thread of all sessions, and
 * does what comes out. Thread-safe.
 */
public final class SocketSession {

    private static final System.Logger LOG = System.getLogger(SocketSession.class.getName());

    /** What a site reads as one; it cannot say which message a frame without it was. */
    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,64}");

    /** Above what sites allow, which they say; far above, a frame would cost the connection. */
    private static final int LONGEST_TEXT = 10_000;

    private static final long ORIGIN_NANOS = System.nanoTime();

    private record Waiting(String requestId, CompletableFuture<SendResult> result) {}

    private final Session session;
    private final AccountId account;
    private final HttpClient http;
    private final Router router;
    private final SessionSettings settings;
    private final ScheduledExecutorService loop;
    private final SessionListener listener;
    private final Semaphore room;
    private final CompletableFuture<Refusal> ended = new CompletableFuture<>();

    // Below: the loop's own.
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final Map<Long, SocketLine> lines = new HashMap<>();
    private long tickets;
    private @Nullable Future<?> ticks;

    SocketSession(
            Session session,
            AccountId account,
            HttpClient http,
            Router router,
            SessionSettings settings,
            ScheduledExecutorService loop,
            SessionListener listener) {
        this.session = session;
        this.account = account;
        this.http = http;
        this.router = router;
        this.settings = settings;
        this.loop = loop;
        this.listener = listener;
        this.room = new Semaphore(settings.outbox());
    }

    /** Whose session it is. */
    public AccountId account() {
        return account;
    }

    /**
     * Sends a message.
     *
     * @param requestId the name under which it may be repeated: the same again means the same
     *     message
     * @param to the recipient
     * @param text what it says
     * @param patience how long to wait for an answer
     * @return what became of it; never fails, and always completes
     */
    public CompletableFuture<SendResult> send(
            String requestId, AccountId to, String text, Duration patience) {
        if (!REQUEST_ID.matcher(requestId).matches()) {
            return CompletableFuture.completedFuture(
                    new SendResult.Refused(
                            Refusal.of(
                                    ErrorCode.INVALID,
                                    "requestId: "
                                            + Quoted.of(requestId)
                                            + " is none; use 1 to 64 printable ASCII characters"
                                            + " without blanks")));
        }
        if (text.length() > LONGEST_TEXT) {
            return CompletableFuture.completedFuture(
                    new SendResult.Refused(
                            Refusal.of(
                                    ErrorCode.INVALID,
                                    "text: has "
                                            + text.length()
                                            + " characters, more than any site takes; send it in"
                                            + " several messages")));
        }
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(
                    new SendResult.Refused(
                            Refusal.of(
                                    ErrorCode.OVERLOADED,
                                    settings.outbox() + " messages wait for their answer")));
        }
        var result = new CompletableFuture<SendResult>();
        var deadline = nowNanos() + patience.toNanos();
        var posted =
                post(() -> {
                    var ticket = ++tickets;
                    waiting.put(ticket, new Waiting(requestId, result));
                    step(
                            new SessionInput.Send(
                                    new Outgoing(ticket, requestId, to, text, deadline)));
                });
        if (!posted) {
            room.release();
            result.complete(
                    new SendResult.Refused(
                            Refusal.of(ErrorCode.UNAVAILABLE, "the session has ended")));
        }
        return result;
    }

    /**
     * Ends the session as soon as everything sent has its answer.
     *
     * @param patience when to end in any case
     * @return completes with the reason for the end
     */
    public CompletionStage<Refusal> stop(Duration patience) {
        var until = nowNanos() + patience.toNanos();
        if (!post(() -> step(new SessionInput.Stop(until)))) {
            ended.complete(Refusal.of(ErrorCode.UNAVAILABLE, "the session has ended"));
        }
        return ended;
    }

    /** Completes with the reason when the session ends, whoever ends it. */
    public CompletionStage<Refusal> ended() {
        return ended;
    }

    void start(Future<?> ticking) {
        post(() -> {
            ticks = ticking;
            step(new SessionInput.Start());
        });
    }

    void tick() {
        step(new SessionInput.Tick());
    }

    boolean post(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static long nowNanos() {
        return System.nanoTime() - ORIGIN_NANOS;
    }

    void step(SessionInput input) {
        if (input instanceof SessionInput.Broken(var connection, var _, var _)) {
            lines.remove(connection);
        }
        try {
            for (var effect : session.step(input, nowNanos())) {
                carryOut(effect);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A session failed by a defect", e);
            fail(Refusal.of(ErrorCode.INTERNAL, "a defect of this client: " + e));
        }
    }

    private void carryOut(SessionEffect effect) {
        switch (effect) {
            case SessionEffect.Locate() -> locate();
            case SessionEffect.Open(var connection, var home) -> open(connection, home);
            case SessionEffect.Write(var connection, var frame) -> {
                var line = lines.get(connection);
                if (line != null) {
                    line.write(frame);
                }
            }
            case SessionEffect.Drop(var connection) -> {
                var line = lines.remove(connection);
                if (line != null) {
                    line.close();
                }
            }
            case SessionEffect.Written(var ticket) -> {
                var one = waiting.get(ticket);
                if (one != null) {
                    listener.written(one.requestId());
                }
            }
            case SessionEffect.Settled(var ticket, var result) -> {
                var one = waiting.remove(ticket);
                if (one != null) {
                    room.release();
                    one.result().complete(result);
                }
            }
            case SessionEffect.Received(var item) -> listener.received(item);
            case SessionEffect.Changed(var news) -> {
                listener.changed(news);
                if (news instanceof SessionNews.Ended(var why)) {
                    end(why);
                }
            }
        }
    }

    private void locate() {
        router.homeOf(account)
                .whenComplete((answer, failure) -> post(() -> step(located(answer, failure))));
    }

    private static SessionInput located(
            @Nullable Answer<Home> answer, @Nullable Throwable failure) {
        return switch (answer) {
            case Answer.Given<Home>(var home) -> new SessionInput.Located(home);
            case Answer.Refused<Home>(var refusal) ->
                    new SessionInput.LocateFailed(refusal.toString());
            case null -> new SessionInput.LocateFailed(String.valueOf(failure));
        };
    }

    private void open(long connection, Home home) {
        var line = new SocketLine(this, connection, loop);
        lines.put(connection, line);
        line.open(http, home.door().socket(), settings.connect());
    }

    /** Leaves nobody waiting. */
    private void fail(Refusal why) {
        waiting.values()
                .forEach(one -> {
                    room.release();
                    one.result().complete(new SendResult.Unknown(why.toString()));
                });
        waiting.clear();
        end(why);
    }

    private void end(Refusal why) {
        var ticking = ticks;
        if (ticking != null) {
            ticking.cancel(false);
        }
        lines.values().forEach(SocketLine::close);
        lines.clear();
        ended.complete(why);
    }
}
