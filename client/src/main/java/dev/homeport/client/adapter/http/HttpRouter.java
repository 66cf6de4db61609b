package dev.homeport.client.adapter.http;

import dev.homeport.client.Answer;
import dev.homeport.client.Assignment;
import dev.homeport.client.Home;
import dev.homeport.client.Refusal;
import dev.homeport.client.Router;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.adapter.http.Calls.Reply;
import dev.homeport.client.adapter.json.JsonObject;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** A region router over HTTP. Thread-safe. */
public final class HttpRouter implements Router {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Calls calls;
    private final URI router;
    private final Map<SiteId, SiteDoor> doors;

    /**
     * Makes a client of a router.
     *
     * @param http the client to ask with, see {@link Trust#client}
     * @param router base address of the router
     * @param doors where sites are reached that the router gives no address of
     */
    public HttpRouter(HttpClient http, URI router, Collection<SiteDoor> doors) {
        this.calls = new Calls(http, DEADLINE);
        this.router = router;
        this.doors = doors.stream().collect(Collectors.toMap(SiteDoor::site, door -> door));
    }

    @Override
    public CompletionStage<Answer<Home>> homeOf(AccountId account) {
        return calls.get(router.resolve("/v1/route?account=" + account), Optional.empty(), Map.of())
                .thenApply(reply ->
                        read(reply, json -> new Home(door(json), new Epoch(json.number("epoch")))));
    }

    @Override
    public CompletionStage<Answer<Assignment>> assign(Optional<String> address) {
        var headers =
                address.<Map<String, String>>map(ip -> Map.of("X-Forwarded-For", ip))
                        .orElse(Map.of());
        return calls.get(router.resolve("/v1/assign"), Optional.empty(), headers)
                .thenApply(reply ->
                        read(
                                reply,
                                json ->
                                        new Assignment(
                                                door(json),
                                                json.optionalText("country"),
                                                json.text("reason"))));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(JsonObject json) throws UnreadableAnswerException;
    }

    private <T> Answer<T> read(Reply reply, Reading<T> reading) {
        return switch (reply) {
            case Reply.Refused(var refusal, _, _) -> new Answer.Refused<>(refusal);
            case Reply.Given(var json, _) -> {
                try {
                    yield new Answer.Given<>(reading.of(json));
                } catch (UnreadableAnswerException | IllegalArgumentException e) {
                    yield new Answer.Refused<>(
                            Refusal.of(
                                    ErrorCode.UNAVAILABLE,
                                    "the router does not answer as agreed: " + e.getMessage()));
                }
            }
        };
    }

    private SiteDoor door(JsonObject json) throws UnreadableAnswerException {
        var site = new SiteId(json.text("home"));
        var access = json.optionalText("access");
        if (access.isPresent()) {
            return new SiteDoor(site, URI.create(access.get()));
        }
        var known = doors.get(site);
        if (known == null) {
            throw new UnreadableAnswerException("nobody said where " + site + " is reached", null);
        }
        return known;
    }
}
