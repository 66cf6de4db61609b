package dev.homeport.client.adapter.websocket;

import dev.homeport.client.Home;
import dev.homeport.client.Router;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.SyncKey;
import dev.homeport.client.session.Session;
import dev.homeport.client.session.SessionSettings;
import dev.homeport.vocabulary.AccountId;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Drives any number of sessions on one thread, each with a WebSocket of its own. What waits for
 * that thread is bounded: every socket hands over one frame at a time, and every session takes no
 * more messages than its outbox holds. Thread-safe.
 */
public final class SocketSessions implements AutoCloseable {

    private static final int TICK_MILLIS = 100;

    private final HttpClient http;
    private final Router router;
    private final List<SiteDoor> doors;
    private final SessionSettings settings;
    private final SplittableRandom chance;
    private final ScheduledExecutorService loop;

    /**
     * Makes the driver.
     *
     * @param http the client that opens sockets
     * @param router asked where accounts are at home
     * @param doors where sites are reached, as far as it is known
     * @param settings the bounds of every session
     * @param seed spreads what is tried again
     */
    public SocketSessions(
            HttpClient http,
            Router router,
            Collection<SiteDoor> doors,
            SessionSettings settings,
            long seed) {
        this.http = http;
        this.router = router;
        this.doors = List.copyOf(doors);
        this.settings = settings;
        this.chance = new SplittableRandom(seed);
        var executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("homeport-sessions").factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        this.loop = executor;
    }

    /**
     * Begins a session.
     *
     * @param account whose
     * @param token its token
     * @param home its home, if the caller knows it
     * @param after the last place of the inbox that the caller has; without one, it goes on where
     *     the account's clients last were
     * @param listener hears what happens
     */
    public SocketSession begin(
            AccountId account,
            String token,
            Optional<Home> home,
            Optional<SyncKey> after,
            SessionListener listener) {
        SplittableRandom own;
        synchronized (chance) {
            own = chance.split();
        }
        var session =
                new SocketSession(
                        new Session(token, home, doors, after, settings, own),
                        account,
                        http,
                        router,
                        settings,
                        loop,
                        listener);
        var ticks =
                loop.scheduleWithFixedDelay(
                        session::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        session.start(ticks);
        return session;
    }

    /** Ends everything at once; sessions that should end well are stopped before. */
    @Override
    public void close() {
        loop.shutdownNow();
    }
}
