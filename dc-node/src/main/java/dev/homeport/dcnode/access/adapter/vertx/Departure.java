package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.dcnode.logic.append.Home;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sees one client off whose home is another site: names the home and when to go there, goes on
 * serving the client for a while, and then ends the connection if the home still is elsewhere.
 * While the home is still here and about to leave, it names the next one, so that the client
 * connects there as well. Each is named once, and none before the welcome. Belongs to one event
 * loop.
 */
final class Departure {

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Supplier<Home> home;
    private final Supplier<Optional<Home.Elsewhere>> nextHome;
    private final Supplier<Duration> slots;
    private final long graceMillis;
    private final Consumer<JsonObject> out;
    private final Runnable close;
    private Optional<Home.Elsewhere> named = Optional.empty();
    private Optional<Home.Elsewhere> next = Optional.empty();
    private long timer = NO_TIMER;
    private boolean welcomed;
    private boolean ended;

    /**
     * @param home where the client's home is now
     * @param nextHome where it will be, if it is here and about to leave
     * @param slots draws when a client is to go
     * @param graceMillis for how long a client is served after its slot
     * @param out takes the frame
     * @param close ends the connection
     */
    Departure(
            Vertx vertx,
            Supplier<Home> home,
            Supplier<Optional<Home.Elsewhere>> nextHome,
            Supplier<Duration> slots,
            long graceMillis,
            Consumer<JsonObject> out,
            Runnable close) {
        this.vertx = vertx;
        this.home = home;
        this.nextHome = nextHome;
        this.slots = slots;
        this.graceMillis = graceMillis;
        this.out = out;
        this.close = close;
    }

    /** The client has been welcomed. */
    void welcomed() {
        welcomed = true;
        if (home.get() instanceof Home.Elsewhere elsewhere) {
            moved(elsewhere, slots.get());
        } else {
            nextHome.get().ifPresent(soon -> moving(soon, slots.get()));
        }
    }

    /** Names the next home of a client whose home is here still, unless that was done before. */
    void moving(Home.Elsewhere soon, Duration slot) {
        if (welcomed && !ended && !next.equals(Optional.of(soon))) {
            next = Optional.of(soon);
            out.accept(
                    new JsonObject()
                            .put("type", "moving")
                            .put("home", soon.site().name())
                            .put("epoch", soon.epoch().value())
                            .put("connectAfterMillis", slot.toMillis()));
        }
    }

    /** Names a home, unless it or a later one was named before. */
    void moved(Home.Elsewhere elsewhere, Duration slot) {
        var known = named.filter(last -> !elsewhere.epoch().isAfter(last.epoch())).isPresent();
        if (!welcomed || ended || known) {
            return;
        }
        named = Optional.of(elsewhere);
        out.accept(
                new JsonObject()
                        .put("type", "moved")
                        .put("home", elsewhere.site().name())
                        .put("epoch", elsewhere.epoch().value())
                        .put("reconnectAfterMillis", slot.toMillis()));
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(slot.toMillis() + graceMillis, _ -> closeIfStillElsewhere());
    }

    private void closeIfStillElsewhere() {
        timer = NO_TIMER;
        if (home.get() instanceof Home.Elsewhere) {
            close.run();
        }
    }

    /** The connection has ended. */
    void end() {
        ended = true;
        vertx.cancelTimer(timer);
    }
}
