package dev.homeport.client.session;

import dev.homeport.client.InboxItem;
import dev.homeport.client.SyncKey;
import dev.homeport.client.session.SessionEffect.Changed;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands a session's inbox on, each message once, from whichever connection tells it first, and
 * confirms it to all. Not thread-safe.
 */
final class Receiving {

    private final InboxMark mark;
    private final HomeConnection connection;
    private final Standby standby;
    private final Consumer<SessionEffect> effects;

    Receiving(InboxMark mark, HomeConnection connection, Consumer<SessionEffect> effects) {
        this.mark = mark;
        this.connection = connection;
        this.standby = connection.standby();
        this.effects = effects;
    }

    /** The last place that was handed on; nothing before the first welcome. */
    Optional<SyncKey> after() {
        return mark.after();
    }

    /** The home says where the inbox goes on. */
    void welcomed(ServerFrame.Welcome welcome) {
        mark.welcome(welcome.after(), welcome.start())
                .ifPresent(seen -> rolledBack(welcome.after(), seen));
    }

    /**
     * The home tells a message. If the session came to it by way of the standby, the home may not
     * know how much more the client had by then of what was lost with the home before it.
     */
    void told(InboxItem item) {
        var before = connection.here().tells(item.key());
        before.flatMap(place -> mark.passedOver(place, item.key()))
                .ifPresent(seen -> {
                    mark.rollBack(before.get());
                    rolledBack(before.get(), seen);
                });
        take(item);
    }

    /**
     * The site where the home will be tells a message. If that passes over what the home has told,
     * the site is left to the usual way, which says so.
     */
    void toldAhead(InboxItem item) {
        var passedOver =
                standby.connection()
                        .flatMap(there -> there.tells(item.key()))
                        .flatMap(before -> mark.passedOver(before, item.key()));
        if (passedOver.isPresent()) {
            standby.drop();
        } else {
            take(item);
        }
    }

    /** What the standby tells next may follow a place that does not stand any more. */
    private void rolledBack(SyncKey to, SyncKey seen) {
        standby.drop();
        effects.accept(new Changed(new SessionNews.RolledBack(to, seen)));
    }

    private void take(InboxItem item) {
        if (mark.take(item.key())) {
            effects.accept(new SessionEffect.Received(item));
            confirm(false);
        }
    }

    /**
     * Confirms what was handed on.
     *
     * @param whatever also if it is little
     */
    void confirm(boolean whatever) {
        mark.toConfirm(whatever).ifPresent(key -> connection.confirm(new ClientFrame.Ack(key)));
    }
}
