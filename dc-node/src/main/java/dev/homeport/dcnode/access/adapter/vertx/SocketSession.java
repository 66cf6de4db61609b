package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.dcnode.access.Caller;
import dev.homeport.dcnode.access.OnlineClients;
import dev.homeport.dcnode.access.TokenCheck;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.append.Refusal;
import dev.homeport.dcnode.logic.message.Sending;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.Arrival;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. Frames are JSON objects with a {@code type}:
 *
 * <pre>
 * client   hello    {version: 1, token, after?: KEY}        first of all
 * server   welcome  {version: 1, account, after: KEY, start: goes-on|rolled-back|behind}
 * client   send     {requestId, to, text}
 * server   accepted {requestId, messageId, kept: this|same|other}
 * server   refused  {requestId?, code, detail, home?, epoch?, retryAfterMillis?}
 * server   message  {key, messageId, from, text, sentAtMillis}
 * server   moved    {home, epoch, reconnectAfterMillis}     the home is elsewhere: go there then
 * server   moving   {home, epoch, connectAfterMillis}       it will be soon: connect there as well
 * client   ack      {key}                                   everything up to here has arrived
 * client   ping     server   pong
 * </pre>
 *
 * <p>Closed with 4400 for what is not this protocol, 4401 for a token that is not or no longer
 * valid, 4408 for silence, 4409 for a client that does not read, 4421 for one that stays though its
 * home is elsewhere, 4429 at a limit, 1001 when the node stops, 1007 for a text that is no UTF-8,
 * 1009 for one that is too long. Belongs to one event loop; {@link #arrived}, {@link #moved},
 * {@link #moving} and {@link #drain} from any thread.
 */
final class SocketSession implements OnlineClients.Client {

    private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);

    private static final int VERSION = 1;
    private static final long NO_TIMER = -1;

    private final ServerWebSocket socket;
    private final SiteServices site;
    private final SocketLimits limits;
    private final Consumer<SocketSession> onEnd;
    private final Vertx vertx;
    private final Context context;

    private @Nullable AccountId account;
    private @Nullable InboxPump pump;
    private @Nullable Departure departure;
    private long heardAtMillis;
    private long expiresAtMillis = Long.MAX_VALUE;
    private long pulse = NO_TIMER;
    private int sendsInFlight;
    private int garbage;

    SocketSession(
            ServerWebSocket socket,
            SiteServices site,
            SocketLimits limits,
            Consumer<SocketSession> onEnd) {
        this.socket = socket;
        this.site = site;
        this.limits = limits;
        this.onEnd = onEnd;
        this.context = Vertx.currentContext();
        this.vertx = context.owner();
    }

    void begin() {
        heardAtMillis = now();
        socket.frameHandler(
                new TextFrames(
                        this::hear,
                        () -> makesNoSense("binary frames are not part of this"),
                        this::close));
        socket.pongHandler(_ -> heardAtMillis = now());
        socket.exceptionHandler(e -> LOG.debug("A client's connection failed", e));
        socket.closeHandler(_ -> end());
        pulse = vertx.setPeriodic(Math.min(1_000, limits.helloMillis()), _ -> beat());
    }

    private long now() {
        return site.wallClock().millis();
    }

    private long pingedAtMillis;

    private void beat() {
        var now = now();
        if (account == null && now - heardAtMillis > limits.helloMillis()) {
            close(4408, "no hello");
        } else if (now - heardAtMillis > limits.silenceMillis()) {
            close(4408, "no sign of life");
        } else if (now > expiresAtMillis) {
            close(4401, "the token has expired");
        } else if (pump != null && pump.isStuck(now, limits.slowMillis())) {
            close(4409, "the client does not read");
        } else if (now - pingedAtMillis > limits.pingMillis()) {
            pingedAtMillis = now;
            socket.writePing(Buffer.buffer("h"));
        }
    }

    private void hear(String text) {
        heardAtMillis = account == null ? heardAtMillis : now();
        try {
            var frame = JsonInput.parse(text);
            var type = frame.text("type");
            if (account == null) {
                hello(type, frame);
                return;
            }
            switch (type) {
                case "send" -> send(account, frame);
                case "ack" -> acknowledge(account, SyncKey.parse(frame.text("key")));
                case "ping" -> tell(new JsonObject().put("type", "pong"));
                case "pong" -> {}
                case "hello" -> makesNoSense("the client has said hello before");
                default -> makesNoSense("the type is not known");
            }
        } catch (IllegalArgumentException e) {
            makesNoSense(String.valueOf(e.getMessage()));
        }
    }

    private void hello(String type, JsonInput frame) {
        if (!type.equals("hello") || frame.number("version") != VERSION) {
            close(4400, "say hello in version " + VERSION + " first");
            return;
        }
        switch (site.tokens().check(frame.text("token"))) {
            case TokenCheck.Result.Invalid(var reason) -> close(4401, reason);
            case TokenCheck.Result.Valid(Caller.Registrar _) ->
                    close(4401, "a registrar has no inbox");
            case TokenCheck.Result.Valid(Caller.AccountHolder(var holder, var expires)) -> {
                var after = frame.optionalText("after").map(SyncKey::parse);
                if (!site.online().add(holder, this)) {
                    close(4429, "too many clients are connected");
                    return;
                }
                account = holder;
                heardAtMillis = now();
                expiresAtMillis = expires;
                var departing =
                        new Departure(
                                vertx,
                                () -> site.homes().homeOf(holder.shard()),
                                () -> site.homes().nextHomeOf(holder.shard()),
                                site.online()::slot,
                                limits.movedMillis(),
                                this::tell,
                                () -> close(4421, "the home is elsewhere; connect there"));
                departure = departing;
                pump =
                        new InboxPump(
                                socket,
                                context,
                                site,
                                limits,
                                holder,
                                this::tell,
                                departing::welcomed);
                pump.begin(after);
            }
        }
    }

    private void send(AccountId sender, JsonInput frame) {
        var request = new RequestId(frame.text("requestId"));
        if (sendsInFlight >= limits.sendsInFlight()) {
            refuse(
                    request,
                    Refusal.later(
                            ErrorCode.OVERLOADED,
                            limits.sendsInFlight() + " messages wait for their acknowledgement",
                            Duration.ofMillis(200)));
            return;
        }
        AccountId recipient;
        MessageText text;
        try {
            recipient = frame.account("to");
            text = new MessageText(frame.text("text"));
        } catch (IllegalArgumentException e) {
            refuse(request, Refusal.of(ErrorCode.INVALID, String.valueOf(e.getMessage())));
            return;
        }
        sendsInFlight++;
        site.sending()
                .send(sender, request, recipient, text)
                .whenComplete((result, failure) ->
                        context.runOnContext(_ -> answer(request, result, failure)));
    }

    private void answer(
            RequestId request, Sending.@Nullable Result result, @Nullable Throwable failure) {
        sendsInFlight--;
        switch (result) {
            case Sending.Result.Accepted(var message, var kept) ->
                    tell(
                            new JsonObject()
                                    .put("type", "accepted")
                                    .put("requestId", request.text())
                                    .put("messageId", message.toString())
                                    .put("kept", JsonOutput.kept(kept)));
            case Sending.Result.Refused(var refusal) -> refuse(request, refusal);
            case null -> {
                LOG.error("Sending failed", failure);
                refuse(request, Refusal.of(ErrorCode.INTERNAL, "a defect; see the node's log"));
            }
        }
    }

    private void refuse(RequestId request, Refusal refusal) {
        tell(Problem.json(refusal).put("type", "refused").put("requestId", request.text()));
    }

    private void acknowledge(AccountId holder, SyncKey key) {
        if (pump != null && pump.confirmed(key)) {
            site.readers().execute(() -> site.hints().confirmed(holder, key));
        }
    }

    /** Says so, and loses patience with a client that goes on. */
    private void makesNoSense(String detail) {
        if (account == null || ++garbage > limits.garbage()) {
            close(4400, detail);
            return;
        }
        tell(Problem.json(Refusal.of(ErrorCode.INVALID, detail)).put("type", "refused"));
    }

    private void tell(JsonObject frame) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(frame.encode());
        }
    }

    private void close(int code, String reason) {
        if (!socket.isClosed()) {
            // A close frame carries at most 123 bytes.
            var shown = reason.length() > 100 ? reason.substring(0, 100) : reason;
            socket.close((short) code, shown.replaceAll("[^ -~]", "?"));
        }
    }

    private void end() {
        vertx.cancelTimer(pulse);
        if (account != null) {
            site.online().remove(account, this);
        }
        if (pump != null) {
            pump.end();
        }
        if (departure != null) {
            departure.end();
        }
        onEnd.accept(this);
    }

    @Override
    public void arrived(Arrival arrival) {
        context.runOnContext(_ -> {
            if (pump != null) {
                pump.arrived(arrival);
            }
        });
    }

    @Override
    public void moved(Home.Elsewhere home, Duration slot) {
        context.runOnContext(_ -> {
            if (departure != null) {
                departure.moved(home, slot);
            }
        });
    }

    @Override
    public void moving(Home.Elsewhere next, Duration slot) {
        context.runOnContext(_ -> {
            if (departure != null) {
                departure.moving(next, slot);
            }
        });
    }

    void drain() {
        context.runOnContext(_ -> close(1001, "this node is stopping; connect again"));
    }
}
