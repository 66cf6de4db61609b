package dev.homeport.cli.adapter.chat;

import dev.homeport.cli.chat.Conversation;
import dev.homeport.cli.chat.Happening;
import dev.homeport.client.AccountCard;
import dev.homeport.client.Answer;
import dev.homeport.client.Handle;
import dev.homeport.client.InboxItem;
import dev.homeport.client.Refusal;
import dev.homeport.client.SendResult;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.client.adapter.http.HttpSite;
import dev.homeport.client.adapter.websocket.SessionListener;
import dev.homeport.client.adapter.websocket.SocketSession;
import dev.homeport.client.session.SessionNews;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A chat on a fleet. Handles are looked up among the accounts of the state folder, then at the
 * sites, the home first.
 *
 * <p>What happens waits in a queue of bounded length. When it is full, because nobody takes what is
 * printed, the input and the session wait too: their thread serves this chat alone.
 */
final class FleetConversation implements Conversation, SessionListener {

    private static final int MOST_WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FleetFolder fleet;
    private final String token;
    private final List<HttpSite> sites;
    private final BlockingQueue<Happening> happenings = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<AccountId, Handle> handles = new HashMap<>();
    private volatile @Nullable SocketSession session;

    /**
     * Makes a conversation.
     *
     * @param sites whom to ask who is who, the home first
     */
    FleetConversation(FleetFolder fleet, String token, List<HttpSite> sites) {
        this.fleet = fleet;
        this.token = token;
        this.sites = sites;
    }

    /** Begins: the session speaks, and the input is read. */
    void begin(SocketSession opened, InputStream in) {
        session = opened;
        Thread.ofPlatform().daemon().name("chat-input").start(() -> read(new InputLines(in)));
    }

    private void read(InputLines lines) {
        Happening next;
        do {
            next = lines.next();
            put(next);
        } while (!(next instanceof Happening.EndOfInput));
    }

    private void put(Happening happening) {
        try {
            happenings.put(happening);
        } catch (InterruptedException e) {
            // The chat is over; nobody takes anything any more.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Answer<AccountId> accountOf(Handle handle) throws InterruptedException {
        var known = fleet.knownAccount(handle);
        if (known.isPresent()) {
            handles.put(known.get().account(), handle);
            return new Answer.Given<>(known.get().account());
        }
        var refused =
                Refusal.of(
                        ErrorCode.UNAVAILABLE,
                        "no site can be asked who "
                                + handle
                                + " is; see './homeport status', and try again");
        for (var site : sites) {
            switch (site.account(token, handle.text())) {
                case Answer.Given<AccountCard>(var card) -> {
                    handles.put(card.account(), handle);
                    return new Answer.Given<>(card.account());
                }
                case Answer.Refused<AccountCard>(var refusal) -> {
                    if (!refusal.passes()) {
                        refused = refusal;
                    }
                }
            }
        }
        return new Answer.Refused<>(refused);
    }

    @Override
    public Optional<Handle> handleOf(AccountId account) throws InterruptedException {
        var known = Optional.ofNullable(handles.get(account));
        if (known.isPresent() || sites.isEmpty()) {
            return known;
        }
        if (sites.getFirst().account(token, account)
                instanceof Answer.Given<AccountCard>(var card)) {
            var handle = new Handle(card.handle());
            handles.put(account, handle);
            return Optional.of(handle);
        }
        return Optional.empty();
    }

    @Override
    public void send(String requestId, Handle to, AccountId account, String text) {
        var _ =
                Objects.requireNonNull(session, "the chat was not begun")
                        .send(requestId, account, text, PATIENCE)
                        .thenAccept(result -> settled(requestId, to, result));
    }

    private void settled(String requestId, Handle to, SendResult result) {
        put(new Happening.Settled(requestId, to, result));
    }

    @Override
    public Optional<Happening> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(happenings.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void received(InboxItem item) {
        put(new Happening.Incoming(item));
    }

    @Override
    public void changed(SessionNews news) {
        put(new Happening.News(news));
    }
}
