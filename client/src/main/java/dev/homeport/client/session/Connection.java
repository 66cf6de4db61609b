package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.client.session.SessionEffect.Changed;
import dev.homeport.client.session.SessionEffect.Drop;
import dev.homeport.client.session.SessionEffect.Write;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one home: it is opened, greeted on, welcomed, and over one day. It says when
 * there is no use in it any more, and leaves it to its owner to draw the conclusion. Not
 * thread-safe.
 */
final class Connection {

    private enum Stage {
        CONNECTING,
        GREETING,
        LIVE,
        OVER
    }

    private final long number;
    private final SessionSettings settings;
    private final Consumer<SessionEffect> effects;
    private final Liveness liveness;

    private Home home;
    private Stage stage = Stage.CONNECTING;
    private long answeredByNanos;
    private ServerFrame.@Nullable Welcome welcome;

    /** The place of the inbox up to which this connection tells it without a gap. */
    private Optional<SyncKey> told = Optional.empty();

    private OptionalLong leaveAtNanos = OptionalLong.empty();

    /**
     * Asks for it to be opened.
     *
     * @param number its number, which no other connection of the session has
     */
    Connection(
            long number,
            Home home,
            SessionSettings settings,
            Consumer<SessionEffect> effects,
            long nowNanos) {
        this.number = number;
        this.home = home;
        this.settings = settings;
        this.effects = effects;
        this.liveness = new Liveness(settings);
        enter(Stage.CONNECTING, settings.connect(), nowNanos);
        effects.accept(new SessionEffect.Open(number, home));
    }

    private void enter(Stage next, Duration bound, long nowNanos) {
        stage = next;
        answeredByNanos = nowNanos + bound.toNanos();
    }

    long number() {
        return number;
    }

    /** The home that it leads to, at the epoch at which that is known to be one. */
    Home home() {
        return home;
    }

    SiteId site() {
        return home.door().site();
    }

    /** The site that it leads to is the home after all, since another epoch than was known. */
    void isHomeSince(Epoch epoch) {
        home = new Home(home.door(), epoch);
        leaveAtNanos = OptionalLong.empty();
    }

    /** The home is elsewhere; the site goes on serving for a while. */
    void leaveAt(long atNanos) {
        leaveAtNanos = OptionalLong.of(atNanos);
    }

    boolean isToBeLeft() {
        return leaveAtNanos.isPresent();
    }

    boolean isToBeLeftBy(long nowNanos) {
        return isToBeLeft() && nowNanos >= leaveAtNanos.getAsLong();
    }

    boolean isLive() {
        return stage == Stage.LIVE;
    }

    /**
     * Tells whether it leads to a home as it was assigned then, not by an earlier or later move.
     */
    boolean leadsTo(Home other) {
        return site().equals(other.door().site()) && home.epoch().equals(other.epoch());
    }

    /** Tells whether it is up or may come up. */
    boolean isWanted() {
        return stage != Stage.OVER;
    }

    /** Tells whether something that happened to a connection happened to this one, and counts. */
    boolean carries(long connection) {
        return connection == number && isWanted();
    }

    /** Greets on it, now that it is open. */
    void opened(ClientFrame.Hello hello, long nowNanos) {
        if (stage == Stage.CONNECTING) {
            liveness.heard(nowNanos);
            enter(Stage.GREETING, settings.welcome(), nowNanos);
            told = hello.after();
            write(hello);
        }
    }

    /**
     * Takes a welcome.
     *
     * @return whether it was waited for; a later one says nothing of the connection
     */
    boolean welcomed(ServerFrame.Welcome said, long nowNanos) {
        if (told.isEmpty() || said.start() == SyncStart.ROLLED_BACK) {
            told = Optional.of(said.after());
        }
        if (stage != Stage.GREETING) {
            return false;
        }
        stage = Stage.LIVE;
        welcome = said;
        liveness.welcomed(nowNanos);
        return true;
    }

    /**
     * Takes a place of the inbox that it tells.
     *
     * @return the last place that it told before
     */
    Optional<SyncKey> tells(SyncKey key) {
        var before = told;
        if (told.filter(last -> !key.isAfter(last)).isEmpty()) {
            told = Optional.of(key);
        }
        return before;
    }

    /** Has the caller told that this is the way home now; for one that is live. */
    void tellConnected() {
        var said = Objects.requireNonNull(welcome, "nobody has welcomed it");
        effects.accept(
                new Changed(
                        new SessionNews.Connected(
                                site(), home.epoch(), said.start(), said.staleMillis())));
    }

    /** Something came in that shows that the other side is there. */
    void stirred(long nowNanos) {
        liveness.heard(nowNanos);
    }

    /** Tells whether it has been good for so long that failures before it are forgotten. */
    boolean isStable(long nowNanos) {
        return isLive() && liveness.isStable(nowNanos);
    }

    /** Why there is no use in waiting any longer; nothing if there is. */
    Optional<String> failure(long nowNanos) {
        return switch (stage) {
            case CONNECTING, GREETING ->
                    nowNanos >= answeredByNanos
                            ? Optional.of("the site did not answer in time")
                            : Optional.empty();
            case LIVE ->
                    liveness.isSilent(nowNanos)
                            ? Optional.of("nothing was heard of the site")
                            : Optional.empty();
            case OVER -> Optional.empty();
        };
    }

    /** Asks a site that has been quiet for a while whether it is there. */
    void pingIfQuiet(long nowNanos) {
        if (isLive() && liveness.isToBeAsked(nowNanos)) {
            write(new ClientFrame.Ping());
        }
    }

    void write(ClientFrame frame) {
        effects.accept(new Write(number, frame));
    }

    /** It has ended by itself. */
    void ended() {
        stage = Stage.OVER;
    }

    /** Ends it, unless it is over already. */
    void drop() {
        if (isWanted()) {
            effects.accept(new Drop(number));
        }
        stage = Stage.OVER;
    }
}
