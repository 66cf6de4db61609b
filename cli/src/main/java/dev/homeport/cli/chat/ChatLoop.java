package dev.homeport.cli.chat;

import dev.homeport.cli.exit.ExitCode;
import dev.homeport.client.Answer;
import dev.homeport.client.Handle;
import dev.homeport.client.Refusal;
import dev.homeport.client.SendResult;
import dev.homeport.client.session.SessionNews;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One chat from its first line to its end. For one thread. */
public final class ChatLoop {

    private static final Duration POLL = Duration.ofMillis(200);

    private final ChatRequest request;
    private final Conversation conversation;
    private final Consumer<ChatEvent> events;
    private final LongSupplier nanoClock;
    private final String requestPrefix;

    private final Map<Handle, AccountId> known = new HashMap<>();
    private long sent;
    private long waiting;
    private boolean ended;
    private boolean inputEnded;
    private long stayUntilNanos;
    private ExitCode code = ExitCode.OK;

    /**
     * Makes a loop.
     *
     * @param requestPrefix what request ids begin with; unique to this chat
     * @param nanoClock a clock that only goes on
     */
    public ChatLoop(
            ChatRequest request,
            Conversation conversation,
            Consumer<ChatEvent> events,
            LongSupplier nanoClock,
            String requestPrefix) {
        this.request = request;
        this.conversation = conversation;
        this.events = events;
        this.nanoClock = nanoClock;
        this.requestPrefix = requestPrefix;
    }

    /** Runs to the end, and returns the code of the first thing that went wrong. */
    public ExitCode run() throws InterruptedException {
        while (!isOver()) {
            var next = conversation.next(POLL);
            if (next.isPresent()) {
                react(next.get());
            }
        }
        return code;
    }

    private boolean isOver() {
        return ended || (inputEnded && waiting == 0 && nanoClock.getAsLong() - stayUntilNanos >= 0);
    }

    private void react(Happening happening) throws InterruptedException {
        switch (happening) {
            case Happening.Typed(var number, var text) -> typed(number, text);
            case Happening.Unreadable(var number, var detail) ->
                    unsent(number, detail, ExitCode.USAGE);
            case Happening.EndOfInput() -> {
                inputEnded = true;
                stayUntilNanos = nanoClock.getAsLong() + request.stay().toNanos();
            }
            case Happening.Incoming(var item) ->
                    events.accept(new ChatEvent.Received(conversation.handleOf(item.from()), item));
            case Happening.News(var news) -> tell(news);
            case Happening.Settled(var requestId, var to, var result) -> {
                waiting--;
                settled(requestId, to, result);
            }
        }
    }

    private void typed(long number, String text) throws InterruptedException {
        switch (ChatLine.read(text, request.to())) {
            case ChatLine.Blank() -> {}
            case ChatLine.Wrong(var detail) -> unsent(number, detail, ExitCode.USAGE);
            case ChatLine.Message(var to, var message) -> {
                switch (account(to)) {
                    case Answer.Given<AccountId>(var account) -> {
                        known.put(to, account);
                        waiting++;
                        sent++;
                        conversation.send(requestPrefix + "." + sent, to, account, message);
                    }
                    case Answer.Refused<AccountId>(var refusal) ->
                            unsent(number, refusal.toString(), ExitCode.of(refusal.code()));
                }
            }
        }
    }

    private Answer<AccountId> account(Handle handle) throws InterruptedException {
        var account = Optional.ofNullable(known.get(handle));
        return account.isPresent()
                ? new Answer.Given<>(account.get())
                : conversation.accountOf(handle);
    }

    private void unsent(long line, String detail, ExitCode because) {
        events.accept(new ChatEvent.Unsent(line, detail));
        wrong(because);
    }

    private void wrong(ExitCode because) {
        if (code == ExitCode.OK) {
            code = because;
        }
    }

    private void settled(String requestId, Handle to, SendResult result) {
        switch (result) {
            case SendResult.Acknowledged(var id, var kept, var site, _) ->
                    events.accept(new ChatEvent.Acknowledged(requestId, to, id, kept, site));
            case SendResult.Refused(var refusal) -> {
                events.accept(
                        new ChatEvent.Refused(requestId, to, refusal.code(), refusal.detail()));
                wrong(ExitCode.of(refusal.code()));
            }
            case SendResult.Unknown(var detail) -> {
                events.accept(new ChatEvent.Unknown(requestId, to, detail));
                wrong(ExitCode.of(ErrorCode.UNKNOWN));
            }
        }
    }

    private void tell(SessionNews news) {
        switch (news) {
            case SessionNews.Connected(var site, var epoch, _, _) ->
                    events.accept(new ChatEvent.Connected(site, epoch));
            case SessionNews.Disconnected(var detail, var retryIn) ->
                    events.accept(new ChatEvent.Disconnected(detail, retryIn.toMillis()));
            case SessionNews.Moved(var site, var epoch) ->
                    events.accept(new ChatEvent.Moved(site, epoch));
            case SessionNews.RolledBack(var to, var seen) ->
                    events.accept(new ChatEvent.RolledBack(to, seen));
            case SessionNews.Complaint(var refusal) ->
                    events.accept(new ChatEvent.Complaint(refusal.toString()));
            case SessionNews.Ended(var why) -> end(why);
        }
    }

    private void end(Refusal why) {
        ended = true;
        events.accept(new ChatEvent.Ended(why.code(), why.detail()));
        wrong(ExitCode.of(why.code()));
    }
}
