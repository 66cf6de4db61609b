package dev.homeport.cli.adapter.load;

import dev.homeport.client.InboxItem;
import dev.homeport.client.Kept;
import dev.homeport.client.SendResult;
import dev.homeport.client.adapter.websocket.SessionListener;
import dev.homeport.client.adapter.websocket.SocketSession;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Receipt;
import dev.homeport.client.session.SessionNews;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One user of a run with a history of its own. Thread-safe. */
final class LoadUser implements SessionListener {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** An attempt, and when its sender wanted it. */
    record Sent(Attempt attempt, long askedNanos) {}

    private final AccountId account;
    private final SiteId home;
    private final String token;
    private final Map<String, Long> written = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Receipt> received = new ConcurrentLinkedQueue<>();
    private volatile @Nullable SocketSession session;
    private volatile boolean connected;

    LoadUser(AccountId account, SiteId home, String token) {
        this.account = account;
        this.home = home;
        this.token = token;
    }

    AccountId account() {
        return account;
    }

    SiteId home() {
        return home;
    }

    String token() {
        return token;
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

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    List<Receipt> received() {
        return List.copyOf(received);
    }

    /** Sends, and notes what becomes of it. */
    CompletableFuture<?> send(String requestId, AccountId to, String text) {
        var asked = System.nanoTime();
        return session()
                .send(requestId, to, text, PATIENCE)
                .thenAccept(result -> {
                    var answered = System.nanoTime();
                    sent.add(
                            new Sent(
                                    new Attempt(
                                            account.value(),
                                            requestId,
                                            to.value(),
                                            text,
                                            written.getOrDefault(requestId, Histories.NEVER),
                                            answered,
                                            outcome(result)),
                                    asked));
                });
    }

    private static Outcome outcome(SendResult result) {
        return switch (result) {
            case SendResult.Acknowledged(var id, var kept, var site, _) ->
                    new Outcome.Acknowledged(id, kept != Kept.OTHER, site.name());
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
        received.add(new Receipt(account.value(), place(item), System.nanoTime()));
    }

    @Override
    public void changed(SessionNews news) {
        if (news instanceof SessionNews.Connected) {
            connected = true;
        }
    }

    @Override
    public void written(String requestId) {
        written.putIfAbsent(requestId, System.nanoTime());
    }
}
