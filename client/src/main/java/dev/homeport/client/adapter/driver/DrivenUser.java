package dev.homeport.client.adapter.driver;

import dev.homeport.client.InboxItem;
import dev.homeport.client.Kept;
import dev.homeport.client.SendResult;
import dev.homeport.client.SyncKey;
import dev.homeport.client.adapter.websocket.SessionListener;
import dev.homeport.client.adapter.websocket.SocketSession;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.load.LoadOutcome.Asked;
import dev.homeport.client.load.LoadWatch;
import dev.homeport.client.session.SessionNews;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One user of a run with a history of its own. Thread-safe. */
final class DrivenUser implements SessionListener {

    private record Open(AccountId to, String text) {}

    private final LoadDriver.User user;
    private final LoadWatch watch;
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final Map<String, Long> written = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Attempt> sent = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Receipt> received = new ConcurrentLinkedQueue<>();
    private volatile @Nullable SocketSession session;
    private volatile boolean connected;
    private volatile String trouble = "it was never tried";

    DrivenUser(LoadDriver.User user, LoadWatch watch) {
        this.user = user;
        this.watch = watch;
    }

    LoadDriver.User user() {
        return user;
    }

    AccountId account() {
        return user.account();
    }

    SiteId home() {
        return user.home();
    }

    String token() {
        return user.token();
    }

    void session(SocketSession opened) {
        session = opened;
    }

    SocketSession session() {
        return Objects.requireNonNull(session, "the session was not begun");
    }

    boolean isConnected() {
        return connected;
    }

    /** What last kept it from being connected. */
    String trouble() {
        return trouble;
    }

    List<Attempt> sent() {
        return List.copyOf(sent);
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<Receipt> received() {
        return List.copyOf(received);
    }

    /** Sends, and notes what becomes of it. */
    CompletableFuture<Void> send(String requestId, AccountId to, String text) {
        asked.add(new Asked(account().value(), requestId, System.nanoTime()));
        open.put(requestId, new Open(to, text));
        return session()
                .send(requestId, to, text, watch.patience())
                .thenAccept(result -> settle(requestId, result));
    }

    /** What has no result by now is unknown. */
    void giveUp() {
        open.keySet().forEach(id -> settle(id, new SendResult.Unknown("no result came")));
    }

    private void settle(String requestId, SendResult result) {
        var asked = open.remove(requestId);
        if (asked != null) {
            var attempt = attempt(requestId, asked.to(), asked.text(), result);
            sent.add(attempt);
            watch.answered(home(), attempt);
        }
    }

    private Attempt attempt(String requestId, AccountId to, String text, SendResult result) {
        return new Attempt(
                account().value(),
                requestId,
                to.value(),
                text,
                written.getOrDefault(requestId, Histories.NEVER),
                System.nanoTime(),
                outcome(result));
    }

    private static Outcome outcome(SendResult result) {
        return switch (result) {
            case SendResult.Acknowledged(var id, var kept, var site, _) ->
                    new Outcome.Acknowledged(
                            id, kept != Kept.OTHER, kept == Kept.THIS, site.name());
            case SendResult.Refused(var refusal) -> new Outcome.Refused(refusal.code().name());
            case SendResult.Unknown _ -> new Outcome.Unknown();
        };
    }

    static Place place(InboxItem item) {
        return new Place(
                item.key().epoch().value(),
                item.key().n(),
                item.messageId(),
                item.from().value(),
                item.text());
    }

    @Override
    public void received(InboxItem item) {
        received.add(new Receipt(account().value(), place(item), System.nanoTime()));
    }

    @Override
    public void changed(SessionNews news) {
        switch (news) {
            case SessionNews.Connected _ -> connected = true;
            case SessionNews.Disconnected(var detail, _) -> trouble = detail;
            case SessionNews.Complaint(var refusal) -> trouble = refusal.toString();
            case SessionNews.Ended(var why) -> trouble = why.toString();
            case SessionNews.Moved _ -> {}
            // What is not in the inbox any more, nobody was given for good.
            case SessionNews.RolledBack(var to, _) ->
                    received.removeIf(receipt -> isAfter(receipt.place(), to));
        }
    }

    private static boolean isAfter(Place place, SyncKey key) {
        var epoch = Long.compare(place.epoch(), key.epoch().value());
        return epoch > 0 || (epoch == 0 && place.n() > key.n());
    }

    @Override
    public void written(String requestId) {
        written.putIfAbsent(requestId, System.nanoTime());
    }
}
