package dev.homeport.client.session;

import dev.homeport.client.Home;
import java.util.function.Consumer;

/** Opens a session's connections, and gives each a number of its own. Not thread-safe. */
final class Connections {

    private final SessionSettings settings;
    private final Consumer<SessionEffect> effects;
    private long numbers;

    Connections(SessionSettings settings, Consumer<SessionEffect> effects) {
        this.settings = settings;
        this.effects = effects;
    }

    Connection open(Home home, long nowNanos) {
        return new Connection(++numbers, home, settings, effects, nowNanos);
    }
}
