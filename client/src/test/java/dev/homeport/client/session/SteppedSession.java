package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.InboxItem;
import dev.homeport.client.Kept;
import dev.homeport.client.Refusal;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SendResult;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A session with a clock and a site in the hands of the test. */
final class SteppedSession {

    static final SiteDoor SHANGHAI = door("shanghai");
    static final SiteDoor CANADA = door("canada");
    static final SiteDoor TOKYO = door("tokyo");
    static final AccountId BOB = new AccountId(4105);
    static final AccountId CAT = new AccountId(8202);

    static final SessionSettings SETTINGS =
            new SessionSettings(
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)),
                    2,
                    4,
                    8);

    private final Session session;
    private long nowNanos;
    private long ticket;
    final List<SessionEffect> all = new ArrayList<>();
    List<SessionEffect> last = List.of();

    SteppedSession(Optional<Home> home, Optional<SyncKey> after) {
        this(home, after, SETTINGS);
    }

    private SteppedSession(Optional<Home> home, Optional<SyncKey> after, SessionSettings settings) {
        session =
                new Session(
                        "TOKEN",
                        home,
                        List.of(SHANGHAI, CANADA, TOKYO),
                        after,
                        settings,
                        new Random(7));
    }

    /** A session that shanghai has welcomed. */
    static SteppedSession live() {
        return live(SETTINGS);
    }

    /** A session with bounds of its own that shanghai has welcomed. */
    static SteppedSession live(SessionSettings settings) {
        var stepped =
                new SteppedSession(
                        Optional.of(new Home(SHANGHAI, Epoch.FIRST)),
                        Optional.of(SyncKey.START),
                        settings);
        stepped.step(new SessionInput.Start());
        stepped.welcomed();
        return stepped;
    }

    /** The home is here still, and will be another one. */
    static ServerFrame moving(SiteDoor to, long epoch, Duration slot) {
        return new ServerFrame.Moving(new MovedTo(to.site(), new Epoch(epoch)), slot);
    }

    /** A session at Shanghai, on connection 1, whose home will be Canada at epoch 2. */
    static SteppedSession announced() {
        return live().heard(moving(CANADA, 2, Duration.ZERO));
    }

    /** A session at Shanghai that Canada has welcomed too, on connection 2. */
    static SteppedSession ready() {
        return announced().welcomed();
    }

    /** Hears something on one of several connections. */
    static SteppedSession on(SteppedSession session, long connection, ServerFrame frame) {
        return session.step(new SessionInput.Heard(connection, frame));
    }

    static ServerFrame messageNumber(long n) {
        return new ServerFrame.Message(
                new InboxItem(new SyncKey(Epoch.FIRST, n), "m" + n, CAT, "text " + n, 5));
    }

    /** By connection, what was sent by the last step. */
    static List<Long> sentOn(SteppedSession session) {
        return only(SessionEffect.Write.class, session.last)
                .filter(write -> write.frame() instanceof ClientFrame.Send)
                .map(SessionEffect.Write::connection)
                .toList();
    }

    /** The home is Canada at epoch 2. */
    static ServerFrame refusedFor(String requestId) {
        var to = new MovedTo(CANADA.site(), new Epoch(2));
        return new ServerFrame.Refused(
                Optional.of(requestId),
                new Refusal(ErrorCode.MOVED, "go", Optional.of(to), Duration.ZERO));
    }

    private static SiteDoor door(String site) {
        return new SiteDoor(new SiteId(site), URI.create("https://" + site + ".example:443"));
    }

    SteppedSession step(SessionInput input) {
        last = session.step(input, nowNanos);
        all.addAll(last);
        return this;
    }

    /** Opens the newest connection and has the site welcome it. */
    SteppedSession welcomed() {
        step(new SessionInput.Opened(connection()));
        return heard(new ServerFrame.Welcome(after().orElse(SyncKey.START), SyncStart.GOES_ON, 0));
    }

    SteppedSession heard(ServerFrame frame) {
        return step(new SessionInput.Heard(connection(), frame));
    }

    SteppedSession broken(int code) {
        return step(new SessionInput.Broken(connection(), code, "gone"));
    }

    SteppedSession accepted(String requestId) {
        return heard(new ServerFrame.Accepted(requestId, "m-" + requestId, Kept.THIS));
    }

    SteppedSession refused(String requestId, ErrorCode code) {
        return refused(requestId, Refusal.of(code, "because"));
    }

    SteppedSession moved(String requestId, SiteDoor to, long epoch) {
        var home = new MovedTo(to.site(), new Epoch(epoch));
        return refused(
                requestId, new Refusal(ErrorCode.MOVED, "go", Optional.of(home), Duration.ZERO));
    }

    /** The site says by itself that the home is elsewhere. */
    SteppedSession told(SiteDoor to, long epoch, Duration slot) {
        return heard(new ServerFrame.Moved(new MovedTo(to.site(), new Epoch(epoch)), slot));
    }

    SteppedSession refused(String requestId, Refusal refusal) {
        return heard(new ServerFrame.Refused(Optional.of(requestId), refusal));
    }

    SteppedSession message(long n) {
        return heard(messageNumber(n));
    }

    /** Sends to Bob with ten seconds of patience. */
    SteppedSession send(String requestId) {
        return send(requestId, BOB);
    }

    SteppedSession send(String requestId, AccountId to) {
        ticket++;
        return step(
                new SessionInput.Send(
                        new Outgoing(
                                ticket,
                                requestId,
                                to,
                                "text of " + requestId,
                                nowNanos + Duration.ofSeconds(10).toNanos())));
    }

    /** Lets time pass in ticks of 100 ms. */
    SteppedSession pass(Duration duration) {
        var effects = new ArrayList<SessionEffect>();
        for (var until = nowNanos + duration.toNanos(); nowNanos < until; ) {
            nowNanos += Duration.ofMillis(100).toNanos();
            step(new SessionInput.Tick());
            effects.addAll(last);
        }
        last = effects;
        return this;
    }

    /** What is of one type, in its order. */
    static <T> Stream<T> only(Class<T> type, List<?> all) {
        return all.stream().filter(type::isInstance).map(type::cast);
    }

    Optional<SyncKey> after() {
        return session.after();
    }

    long connection() {
        return only(SessionEffect.Open.class, all)
                .map(SessionEffect.Open::connection)
                .reduce(0L, (_, newest) -> newest);
    }

    /** Where the newest connection leads. */
    Home openedTo() {
        return only(SessionEffect.Open.class, all)
                .map(SessionEffect.Open::home)
                .reduce((_, newest) -> newest)
                .orElseThrow();
    }

    /** Request ids written by the last step. */
    List<String> sentNow() {
        return only(ClientFrame.Send.class, written()).map(ClientFrame.Send::requestId).toList();
    }

    /** Frames written by the last step. */
    List<ClientFrame> written() {
        return only(SessionEffect.Write.class, last).map(SessionEffect.Write::frame).toList();
    }

    /** Results told by the last step. */
    List<SendResult> settled() {
        return only(SessionEffect.Settled.class, last).map(SessionEffect.Settled::result).toList();
    }

    /** Texts handed on so far. */
    List<String> received() {
        return all.stream()
                .filter(SessionEffect.Received.class::isInstance)
                .map(effect -> ((SessionEffect.Received) effect).item().text())
                .toList();
    }

    boolean asks() {
        return last.stream().anyMatch(SessionEffect.Locate.class::isInstance);
    }

    boolean opens() {
        return last.stream().anyMatch(SessionEffect.Open.class::isInstance);
    }

    List<SessionNews> news() {
        return only(SessionEffect.Changed.class, last).map(SessionEffect.Changed::news).toList();
    }
}
