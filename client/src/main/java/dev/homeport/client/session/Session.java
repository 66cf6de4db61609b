package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.Refusal;
import dev.homeport.client.SendResult;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.SyncKey;
import dev.homeport.client.session.SessionEffect.Changed;
import dev.homeport.client.session.SessionEffect.Settled;
import dev.homeport.vocabulary.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One account's connection to its home: finds it, says hello, sends, follows moves, comes back at a
 * jittered pace and goes on where it was. Deterministic: it has no clock, thread or socket; the
 * same inputs at the same times with the same chance give the same effects. Not thread-safe.
 *
 * <p>Times are nanoseconds of one clock that never goes back, from zero up.
 */
public final class Session {

    private final String token;
    private final SessionSettings settings;
    private final HomeConnection connection;
    private final Moves moves;
    private final Outbox outbox;
    private final Receiving inbox;

    /** The connection that what is in flight is on. */
    private long carrier;

    private boolean stopping;
    private long stopNanos = Long.MAX_VALUE;
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
        var whereabouts = new Whereabouts(home, doors);
        // The list is a new one in each step.
        Consumer<SessionEffect> out = effect -> effects.add(effect);
        this.connection = new HomeConnection(whereabouts, settings, chance, out);
        this.moves = new Moves(whereabouts, connection, new Enquiries(settings, chance), out);
        this.outbox =
                new Outbox(settings.outbox(), settings.inFlight(), settings.backoff(), chance);
        this.inbox = new Receiving(new InboxMark(after), connection, out);
    }

    /**
     * Takes one input.
     *
     * @param nowNanos when it happened
     * @return what is to be done, in order
     */
    public List<SessionEffect> step(SessionInput input, long nowNanos) {
        effects = new ArrayList<>();
        take(input, nowNanos);
        if (!connection.hasEnded()) {
            if (!connection.isLive() || connection.number() != carrier) {
                outbox.disconnected();
                carrier = connection.number();
            }
            settle(outbox.expire(nowNanos));
            flush(nowNanos);
            stopIfDone(nowNanos);
        }
        return effects;
    }

    private void take(SessionInput input, long nowNanos) {
        switch (input) {
            case SessionInput.Start() -> connection.start(nowNanos);
            case SessionInput.Located(var home) -> moves.located(home, nowNanos);
            case SessionInput.LocateFailed(var detail) -> connection.notLocated(detail, nowNanos);
            case SessionInput.Opened(var number) ->
                    connection.opened(
                            number, new ClientFrame.Hello(token, inbox.after()), nowNanos);
            case SessionInput.Broken(var number, var code, var detail) ->
                    connection.lost(number, code, detail, nowNanos).ifPresent(this::end);
            case SessionInput.Heard(var number, var frame) -> {
                connection.stirred(number, nowNanos);
                if (connection.carries(number)) {
                    hear(frame, nowNanos);
                } else if (connection.standby().carries(number)) {
                    hearAhead(frame, nowNanos);
                }
            }
            case SessionInput.Stirred(var number) -> connection.stirred(number, nowNanos);
            case SessionInput.Send(var outgoing) -> send(outgoing);
            case SessionInput.Tick() -> tick(nowNanos);
            case SessionInput.Stop(var untilNanos) -> {
                stopping = true;
                stopNanos = untilNanos;
            }
        }
    }

    /** The last place of the inbox that was handed on; nothing before the first welcome. */
    public Optional<SyncKey> after() {
        return inbox.after();
    }

    private void hear(ServerFrame frame, long nowNanos) {
        switch (frame) {
            case ServerFrame.Welcome welcome -> {
                connection.welcomed(welcome, nowNanos);
                inbox.welcomed(welcome);
            }
            case ServerFrame.Accepted(var requestId, var messageId, var kept) -> {
                moves.served();
                var home = connection.here().home();
                outbox.accepted(requestId, messageId, kept, home.door().site(), home.epoch())
                        .ifPresent(this::settle);
            }
            case ServerFrame.Refused(var requestId, var refusal) ->
                    requestId.ifPresentOrElse(
                            request -> refused(request, refusal, nowNanos),
                            () -> effects.add(new Changed(new SessionNews.Complaint(refusal))));
            case ServerFrame.Message(var item) -> inbox.told(item);
            case ServerFrame.Moved(var home, var slot) -> moves.moved(home, slot, nowNanos);
            case ServerFrame.Moving(var home, var slot) -> moves.moving(home, slot, nowNanos);
            case ServerFrame.Pong() -> {}
        }
    }

    /**
     * Hears the site where the home will be. It tells the same inbox, from the same place on: each
     * message is taken from whichever site tells it first.
     */
    private void hearAhead(ServerFrame frame, long nowNanos) {
        switch (frame) {
            case ServerFrame.Welcome welcome -> moves.welcomedAhead(welcome, nowNanos);
            case ServerFrame.Message(var item) -> inbox.toldAhead(item);
            case ServerFrame.Moved(var elsewhere, var _) ->
                    connection.standby().contradicted(elsewhere);
            case ServerFrame.Accepted _,
                    ServerFrame.Refused _,
                    ServerFrame.Moving _,
                    ServerFrame.Pong _ -> {}
        }
    }

    private void refused(String requestId, Refusal refusal, long nowNanos) {
        outbox.refused(requestId, refusal, nowNanos).ifPresent(this::settle);
        if (refusal.code() == ErrorCode.MOVED
                && refusal.home().isPresent()
                && !moves.follow(refusal.home().get(), nowNanos)) {
            outbox.postpone(requestId, nowNanos);
        } else if (refusal.code() == ErrorCode.NO_LEASE
                || refusal.code() == ErrorCode.UNAVAILABLE
                || refusal.code() == ErrorCode.UNKNOWN) {
            moves.unserved(nowNanos);
        }
    }

    private void send(Outgoing outgoing) {
        if (connection.hasEnded() || stopping) {
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
        moves.tick(nowNanos);
        connection.tick(nowNanos);
        if (!connection.isLive()) {
            return;
        }
        if (outbox.isOverdue(nowNanos, settings.answer().toNanos())) {
            connection.giveUp("the site owes an answer", nowNanos);
        } else {
            inbox.confirm(true);
            connection.pingIfQuiet(nowNanos);
        }
    }

    private void flush(long nowNanos) {
        if (!connection.isLive()) {
            return;
        }
        for (var due : outbox.due(nowNanos)) {
            var message = due.outgoing();
            if (due.first()) {
                effects.add(new SessionEffect.Written(message.ticket()));
            }
            connection.write(
                    new ClientFrame.Send(message.requestId(), message.to(), message.text()));
        }
    }

    private void settle(Outbox.Settlement settlement) {
        effects.add(new Settled(settlement.ticket(), settlement.result()));
    }

    private void settle(List<Outbox.Settlement> settlements) {
        settlements.forEach(this::settle);
    }

    private void stopIfDone(long nowNanos) {
        if (stopping && (outbox.isEmpty() || nowNanos >= stopNanos)) {
            if (connection.isLive()) {
                inbox.confirm(true);
            }
            end(Refusal.of(ErrorCode.UNAVAILABLE, "the caller ended the session"));
        }
    }

    private void end(Refusal why) {
        connection.end();
        settle(outbox.giveUpAll());
        effects.add(new Changed(new SessionNews.Ended(why)));
    }
}
