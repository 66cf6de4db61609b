package dev.homeport.client.adapter.http;

import dev.homeport.client.Answer;
import dev.homeport.client.Refusal;
import dev.homeport.client.adapter.http.Calls.Reply;
import dev.homeport.client.adapter.json.JsonObject;
import dev.homeport.client.adapter.json.MoveAnswers;
import dev.homeport.client.adapter.json.SiteAnswers;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MoveWish;
import dev.homeport.client.control.PolicyWish;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * The control plane's door for operators. Every call goes to one replica after the other, to the
 * leader that they name first, until one answers or ten seconds are over; a wish keeps its request
 * id, so that it is carried out once. Blocks. Thread-safe.
 */
public final class HttpControl {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(5);

    /** The control plane answers a long poll within 20 s. */
    private static final Duration LONG_POLL = Duration.ofSeconds(25);

    private final HttpClient http;
    private final ReplicaRounds rounds;

    /**
     * Makes a client.
     *
     * @param http the client to ask with, whose certificate is an operator's; see {@link Trust}
     * @param replicas where each replica lets operators in, by its site; at least one
     * @param chance spreads what is asked again; thread-safe
     */
    public HttpControl(HttpClient http, Map<SiteId, URI> replicas, RandomGenerator chance) {
        this(http, replicas, PATIENCE, chance);
    }

    /**
     * Makes a client.
     *
     * @param patience how long to ask one replica after the other
     */
    public HttpControl(
            HttpClient http, Map<SiteId, URI> replicas, Duration patience, RandomGenerator chance) {
        this.http = http;
        this.rounds = new ReplicaRounds(replicas, patience, chance);
    }

    /** All sites. */
    public Answer<SitesLook> sites() throws InterruptedException {
        return get("/v1/sites", Optional.empty(), SiteAnswers::sites);
    }

    /** One site, with what it reports. */
    public Answer<SiteDetail> site(SiteId site) throws InterruptedException {
        return get("/v1/sites/" + site, Optional.empty(), SiteAnswers::detail);
    }

    /** What would be done; nothing is. */
    public Answer<MoveAnswer> plan(MoveWish wish) throws InterruptedException {
        return post(path(wish), body(wish, true), MoveAnswers::answer);
    }

    /** Begins a move. */
    public Answer<MoveAnswer> begin(MoveWish wish) throws InterruptedException {
        return post(path(wish), body(wish, false), MoveAnswers::answer);
    }

    /** The moves that are under way, and the last ones that have ended. */
    public Answer<List<MoveLook>> moves() throws InterruptedException {
        return get("/v1/moves", Optional.empty(), MoveAnswers::moves);
    }

    /**
     * One move.
     *
     * @param after what stood for it when it was last seen; the answer comes when that has changed,
     *     or after some seconds
     * @return the move; nothing if it has not changed
     */
    public Answer<Optional<MoveLook>> move(String id, Optional<String> after)
            throws InterruptedException {
        var path = "/v1/moves/" + encoded(id);
        return get(
                after.map(state -> path + "?after=" + encoded(state)).orElse(path),
                after.map(_ -> LONG_POLL),
                json ->
                        json.names().isEmpty()
                                ? Optional.empty()
                                : Optional.of(MoveAnswers.move(json.object("move").orElse(json))));
    }

    /** Takes a move back. */
    public Answer<MoveAnswer> abort(String id, String requestId, String reason)
            throws InterruptedException {
        return post(
                "/v1/moves/" + encoded(id) + "/abort",
                Map.of("requestId", requestId, "reason", reason),
                MoveAnswers::answer);
    }

    /**
     * Says whether a site may become the home of anything.
     *
     * @return whether it was so already
     */
    public Answer<Boolean> cordon(
            SiteId site,
            boolean cordoned,
            String requestId,
            OptionalLong expectedVersion,
            String reason)
            throws InterruptedException {
        var body = new LinkedHashMap<String, Object>();
        body.put("requestId", requestId);
        body.put("cordoned", cordoned);
        expectedVersion.ifPresent(version -> body.put("expectedVersion", version));
        body.put("reason", reason);
        return post("/v1/sites/" + site + "/cordon", body, json -> json.isTrue("already"));
    }

    /** Changes what becomes of a site that is lost. */
    public Answer<SiteLook> policy(PolicyWish wish) throws InterruptedException {
        var body = new LinkedHashMap<String, Object>();
        body.put("requestId", wish.requestId());
        wish.automation().ifPresent(mode -> body.put("automation", mode));
        wish.isolationBudgetMillis().ifPresent(millis -> body.put("isolationBudgetMillis", millis));
        wish.expectedVersion().ifPresent(version -> body.put("expectedVersion", version));
        body.put("reason", wish.reason());
        return post(
                "/v1/sites/" + wish.site() + "/policy",
                body,
                json -> SiteAnswers.site(json.object("site").orElse(json)));
    }

    /** A takeover is asked for apart: an older control plane must not take it for a move. */
    private static String path(MoveWish wish) {
        return wish.kind() == MoveKind.TAKEOVER ? "/v1/takeovers" : "/v1/moves";
    }

    private static Map<String, Object> body(MoveWish wish, boolean dryRun) {
        var body = new LinkedHashMap<String, Object>();
        body.put("requestId", wish.requestId());
        if (wish.kind() != MoveKind.TAKEOVER) {
            body.put("kind", wish.kind().word());
        }
        body.put("site", wish.site().name());
        wish.to().ifPresent(to -> body.put("to", to.name()));
        wish.fence().ifPresent(why -> body.put("fence", why));
        wish.expectedVersion().ifPresent(version -> body.put("expectedVersion", version));
        body.put("reason", wish.reason());
        body.put("dryRun", dryRun);
        return body;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(JsonObject json) throws UnreadableAnswerException;
    }

    private <T> Answer<T> get(String path, Optional<Duration> atMost, Reading<T> reading)
            throws InterruptedException {
        return read(
                rounds.ask((replica, left) ->
                        Calls.await(
                                new Calls(http, atMost.orElseGet(() -> bound(left)))
                                        .get(replica.resolve(path), Optional.empty(), Map.of()))),
                reading);
    }

    private <T> Answer<T> post(String path, Map<String, ?> body, Reading<T> reading)
            throws InterruptedException {
        return read(
                rounds.ask((replica, left) ->
                        Calls.await(
                                new Calls(http, bound(left)).post(replica.resolve(path), body))),
                reading);
    }

    private static Duration bound(Duration left) {
        return left.compareTo(CALL) < 0 ? left : CALL;
    }

    private static <T> Answer<T> read(Reply reply, Reading<T> reading) {
        return switch (reply) {
            case Reply.Refused(var refusal, _, _) -> new Answer.Refused<>(refusal);
            case Reply.Given(var json, _) -> {
                try {
                    yield new Answer.Given<>(reading.of(json));
                } catch (UnreadableAnswerException | IllegalArgumentException e) {
                    yield new Answer.Refused<>(
                            Refusal.of(
                                    ErrorCode.UNSUPPORTED,
                                    "the control plane does not answer as agreed: "
                                            + e.getMessage()));
                }
            }
        };
    }
}
