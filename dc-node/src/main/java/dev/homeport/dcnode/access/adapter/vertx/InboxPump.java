package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.logic.sync.SyncPage;
import dev.homeport.dcnode.logic.sync.SyncStart;
import dev.homeport.dcnode.storage.StorageException;
import dev.homeport.dcnode.view.Arrival;
import dev.homeport.vocabulary.AccountId;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes an inbox to one client, in order and without a gap: what it has sent is always a beginning
 * of the inbox, read page by page from the view, or taken as it arrives by a client that has all
 * before it. It holds nothing but one page, and stops while the connection's buffer is full or too
 * much is unconfirmed. Belongs to one event loop.
 */
final class InboxPump {

    private static final Logger LOG = LoggerFactory.getLogger(InboxPump.class);

    private static final int PAGE = 64;
    private static final long RETRY_MILLIS = 1_000;

    /** How long a client waits for the view before it is welcomed without. */
    private static final long VIEW_MILLIS = 2_000;

    private final ServerWebSocket socket;
    private final Context context;
    private final SiteServices site;
    private final SocketLimits limits;
    private final AccountId account;
    private final Consumer<JsonObject> out;
    private final Runnable onWelcome;

    private final Deque<SyncKey> unconfirmed = new ArrayDeque<>();
    private SyncKey sent = SyncKey.START;
    private boolean welcomed;
    private boolean reading;
    private boolean more;
    private boolean ended;
    private long fullSinceMillis = Long.MAX_VALUE;

    InboxPump(
            ServerWebSocket socket,
            Context context,
            SiteServices site,
            SocketLimits limits,
            AccountId account,
            Consumer<JsonObject> out,
            Runnable onWelcome) {
        this.socket = socket;
        this.context = context;
        this.site = site;
        this.limits = limits;
        this.account = account;
        this.out = out;
        this.onWelcome = onWelcome;
    }

    /** Goes on after a key, or where the account's clients were last when there is none. */
    void begin(Optional<SyncKey> after) {
        socket.drainHandler(_ -> {
            fullSinceMillis = Long.MAX_VALUE;
            wake();
        });
        reading = true;
        read(() -> after.or(() -> site.hints().lastConfirmed(account)).orElse(SyncKey.START))
                .whenComplete((key, _) ->
                        context.runOnContext(_ -> {
                            reading = false;
                            sent = key == null ? SyncKey.START : key;
                            context.owner().setTimer(VIEW_MILLIS, _ -> welcomeWithoutView());
                            wake();
                        }));
    }

    void arrived(Arrival arrival) {
        if (mayPush() && arrival.key().isNextAfter(sent)) {
            arrival.item().ifPresentOrElse(this::push, this::wake);
        } else if (reading || arrival.key().isAfter(sent)) {
            wake();
        }
    }

    /** Whether what comes next may go out without a look at the view. */
    private boolean mayPush() {
        return welcomed && !ended && !reading && !more && !socket.writeQueueFull() && room() > 0;
    }

    private int room() {
        return limits.unconfirmed() - unconfirmed.size();
    }

    private void wake() {
        more = true;
        pump();
    }

    private void pump() {
        if (ended || reading || !more) {
            return;
        }
        if (socket.writeQueueFull()) {
            fullSinceMillis = Math.min(fullSinceMillis, site.wallClock().millis());
            return;
        }
        var room = room();
        if (room <= 0) {
            return;
        }
        reading = true;
        more = false;
        var from = sent;
        read(() -> site.syncing().page(account, from, Math.min(PAGE, room)))
                .whenComplete((page, failure) ->
                        context.runOnContext(_ -> {
                            reading = false;
                            if (failure == null) {
                                push(page);
                            } else {
                                retry(failure);
                            }
                        }));
    }

    private <T> CompletionStage<T> read(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, site.readers());
    }

    private void push(SyncPage page) {
        if (ended) {
            return;
        }
        welcome(page.start());
        page.items().forEach(this::push);
        sent = page.end();
        more |= page.more();
        if (page.start().kind() == SyncStart.Kind.BEHIND) {
            context.owner().setTimer(RETRY_MILLIS, _ -> wake());
        }
        pump();
    }

    /** A view that cannot be read keeps nobody from sending. */
    private void welcomeWithoutView() {
        if (!ended) {
            welcome(new SyncStart(sent, SyncStart.Kind.BEHIND));
        }
    }

    private void welcome(SyncStart start) {
        if (welcomed && start.kind() != SyncStart.Kind.ROLLED_BACK) {
            return;
        }
        var first = !welcomed;
        welcomed = true;
        // The client forgets what lies beyond, and will not confirm it.
        unconfirmed.removeIf(key -> key.isAfter(start.from()));
        out.accept(
                new JsonObject()
                        .put("type", "welcome")
                        .put("version", 1)
                        .put("account", account.value())
                        .put("after", start.from().toString())
                        .put("start", JsonOutput.start(start.kind()))
                        .put("staleMillis", site.view().get().lagMillis()));
        if (first) {
            onWelcome.run();
        }
    }

    private void push(InboxItem item) {
        sent = item.key();
        unconfirmed.add(item.key());
        out.accept(JsonOutput.item(item).put("type", "message"));
    }

    private void retry(Throwable failure) {
        if (!(failure.getCause() instanceof StorageException)) {
            LOG.error("An inbox could not be read", failure);
        }
        more = true;
        context.owner().setTimer(RETRY_MILLIS, _ -> pump());
    }

    /**
     * Takes a confirmation.
     *
     * @return whether it confirms something that was sent
     */
    boolean confirmed(SyncKey key) {
        if (key.isAfter(sent)) {
            return false;
        }
        while (!unconfirmed.isEmpty() && !unconfirmed.peekFirst().isAfter(key)) {
            unconfirmed.removeFirst();
        }
        pump();
        return true;
    }

    /** Tells whether the client has left its buffer full for too long. */
    boolean isStuck(long nowMillis, long slowMillis) {
        return socket.writeQueueFull()
                && fullSinceMillis != Long.MAX_VALUE
                && nowMillis - fullSinceMillis > slowMillis;
    }

    void end() {
        ended = true;
    }
}
