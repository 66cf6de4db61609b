package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Handle;
import dev.homeport.client.InboxItem;
import dev.homeport.client.SendResult;
import dev.homeport.client.adapter.http.HttpRouter;
import dev.homeport.client.adapter.websocket.SessionListener;
import dev.homeport.client.adapter.websocket.SocketSession;
import dev.homeport.client.adapter.websocket.SocketSessions;
import dev.homeport.client.session.SessionSettings;
import dev.homeport.vocabulary.AccountId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** One of the demo accounts, signed in at its home over a WebSocket. Thread-safe. */
final class Member implements AutoCloseable, SessionListener {

    /** Longer than any fault that a scenario makes. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http;
    private final SocketSessions sessions;
    private final SocketSession session;
    private final List<InboxItem> received = new CopyOnWriteArrayList<>();

    Member(Fleet fleet, String handle) throws IOException {
        var folder = fleet.folder();
        var account = folder.account(new Handle(handle));
        http = folder.trust().client(Executors.newVirtualThreadPerTaskExecutor());
        sessions =
                new SocketSessions(
                        http,
                        new HttpRouter(http, folder.router(), folder.doors()),
                        folder.doors(),
                        SessionSettings.USUAL,
                        1);
        session =
                sessions.begin(
                        account.account(),
                        account.token(),
                        Optional.empty(),
                        Optional.empty(),
                        this);
    }

    AccountId account() {
        return session.account();
    }

    CompletableFuture<SendResult> send(String requestId, AccountId to, String text) {
        return session.send(requestId, to, text, PATIENCE);
    }

    SendResult.Acknowledged sendAcknowledged(String requestId, AccountId to, String text) {
        var result = send(requestId, to, text).join();
        assertThat(result).as(requestId).isInstanceOf(SendResult.Acknowledged.class);
        return (SendResult.Acknowledged) result;
    }

    @Override
    public void received(InboxItem item) {
        received.add(item);
    }

    /** The texts that have come in so far and begin with something, in this order. */
    List<String> received(String beginning) {
        return received.stream().map(InboxItem::text).filter(t -> t.startsWith(beginning)).toList();
    }

    @Override
    public void close() {
        session.stop(Duration.ofSeconds(5)).toCompletableFuture().join();
        sessions.close();
        http.shutdownNow();
        http.close();
    }
}
