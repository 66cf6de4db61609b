package dev.homeport.client.adapter.http;

import dev.homeport.client.AccountCard;
import dev.homeport.client.Answer;
import dev.homeport.client.InboxItem;
import dev.homeport.client.InboxPage;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.SyncKey;
import dev.homeport.client.adapter.http.Calls.Reply;
import dev.homeport.client.adapter.json.Frames;
import dev.homeport.client.adapter.json.JsonObject;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.vocabulary.AccountId;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** What can be read at a site's door, of its own view. Blocks, within a bound. Thread-safe. */
public final class HttpSite {

    private final Calls calls;
    private final SiteDoor door;

    /**
     * Makes a client of a site.
     *
     * @param http the client to ask with, see {@link Trust#client}
     * @param door the site
     * @param deadline how long one question may take
     */
    public HttpSite(HttpClient http, SiteDoor door, Duration deadline) {
        this.calls = new Calls(http, deadline);
        this.door = door;
    }

    /** The site. */
    public SiteDoor door() {
        return door;
    }

    /** Looks an account up by its handle. */
    public Answer<AccountCard> account(String token, String handle) throws InterruptedException {
        return ask(
                token,
                "/v1/accounts?handle=" + URLEncoder.encode(handle, StandardCharsets.UTF_8),
                HttpSite::card);
    }

    /** Looks an account up by its id. */
    public Answer<AccountCard> account(String token, AccountId account)
            throws InterruptedException {
        return ask(token, "/v1/accounts/" + account, HttpSite::card);
    }

    /**
     * Reads the next part of the inbox of the token's account.
     *
     * @param after the last place that the caller has
     * @param limit how many messages at most, 1 to 200
     */
    public Answer<InboxPage> inbox(String token, SyncKey after, int limit)
            throws InterruptedException {
        return ask(token, "/v1/inbox?after=" + after + "&limit=" + limit, HttpSite::page);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(JsonObject json) throws UnreadableAnswerException;
    }

    private <T> Answer<T> ask(String token, String path, Reading<T> reading)
            throws InterruptedException {
        var reply = Calls.await(calls.get(door.path(path), Optional.of(token), Map.of()));
        return switch (reply) {
            case Reply.Refused(var refusal, _, _) -> new Answer.Refused<>(refusal);
            case Reply.Given(var json, _) -> {
                try {
                    yield new Answer.Given<>(reading.of(json));
                } catch (UnreadableAnswerException | IllegalArgumentException e) {
                    yield new Answer.Refused<>(Calls.unreadable(door.access(), e));
                }
            }
        };
    }

    private static AccountCard card(JsonObject json) throws UnreadableAnswerException {
        return new AccountCard(new AccountId(json.number("account")), json.text("handle"));
    }

    private static InboxPage page(JsonObject json) throws UnreadableAnswerException {
        var items = new ArrayList<InboxItem>();
        for (var item : json.objects("items")) {
            items.add(Frames.item(item));
        }
        return new InboxPage(
                Frames.start(json.text("start")),
                items,
                SyncKey.parse(json.text("end")),
                json.isTrue("more"),
                json.optionalNumber("staleMillis").orElse(0));
    }
}
