package dev.homeport.client.adapter.http;

import dev.homeport.client.Refusal;
import dev.homeport.client.adapter.json.JsonObject;
import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.adapter.json.Refusals;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.vocabulary.ErrorCode;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Single calls with JSON in and out: an object, or a refusal. No answer at all is a refusal too:
 * {@code UNAVAILABLE} when nothing can have reached the server, else {@code UNKNOWN}. Thread-safe.
 */
final class Calls {

    private static final int LONGEST_ANSWER = 8 << 20;
    private static final int NO_CONTENT = 204;

    /** A replica of the control plane that knows no leader may be cut off from the others. */
    private static final String CURRENT = "Homeport-Current";

    private final HttpClient http;
    private final Duration deadline;

    Calls(HttpClient http, Duration deadline) {
        this.http = http;
        this.deadline = deadline;
    }

    /** What a call gave. */
    sealed interface Reply {
        /**
         * Yes.
         *
         * @param json what was answered; without fields if that was that nothing has changed
         * @param current whether the server would know of anything newer, as far as it can tell
         */
        record Given(JsonObject json, boolean current) implements Reply {}

        /**
         * No.
         *
         * @param refusal why
         * @param answered whether the server said so; otherwise nothing was heard of it
         * @param leader the server that answers instead, if this one named it
         */
        record Refused(Refusal refusal, boolean answered, Optional<String> leader)
                implements Reply {}
    }

    CompletionStage<Reply> get(URI address, Optional<String> token, Map<String, String> headers) {
        return send(request(address, token, headers).GET().build());
    }

    CompletionStage<Reply> post(URI address, String token, Map<String, ?> body) {
        return send(json(request(address, Optional.of(token), Map.of()), body));
    }

    CompletionStage<Reply> post(URI address, Map<String, ?> body) {
        return send(json(request(address, Optional.empty(), Map.of()), body));
    }

    private HttpRequest.Builder request(
            URI address, Optional<String> token, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(address).timeout(deadline);
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        headers.forEach(request::header);
        return request;
    }

    private static HttpRequest json(HttpRequest.Builder request, Map<String, ?> body) {
        return request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonText.write(body)))
                .build();
    }

    private CompletionStage<Reply> send(HttpRequest request) {
        return http.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER))
                .handle((response, failure) -> reply(request.uri(), response, failure));
    }

    private static Reply reply(
            URI address, @Nullable HttpResponse<String> response, @Nullable Throwable failure) {
        if (response == null) {
            return new Reply.Refused(unanswered(address, failure), false, Optional.empty());
        }
        var current = response.headers().firstValue(CURRENT).filter("false"::equals).isEmpty();
        if (response.statusCode() == NO_CONTENT) {
            return new Reply.Given(JsonObject.EMPTY, current);
        }
        try {
            var json = JsonText.read(response.body());
            return response.statusCode() / 100 == 2
                    ? new Reply.Given(json, current)
                    : new Reply.Refused(Refusals.read(json), true, json.optionalText("leader"));
        } catch (UnreadableAnswerException e) {
            return new Reply.Refused(
                    Refusal.of(
                            response.statusCode() / 100 == 4
                                    ? ErrorCode.INVALID
                                    : ErrorCode.UNKNOWN,
                            address.getAuthority()
                                    + " answered "
                                    + response.statusCode()
                                    + " and "
                                    + e.getMessage()),
                    true,
                    Optional.empty());
        }
    }

    private static Refusal unanswered(URI address, @Nullable Throwable failure) {
        var cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        var neverArrived =
                cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        return Refusal.of(
                neverArrived ? ErrorCode.UNAVAILABLE : ErrorCode.UNKNOWN,
                address.getAuthority() + " did not answer (" + cause + ")");
    }

    /** Waits for a reply; a call ends by its own deadline. */
    static Reply await(CompletionStage<Reply> call) throws InterruptedException {
        try {
            return call.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call ends with a reply", e.getCause());
        }
    }

    /** A reply that could not be read. */
    static Refusal unreadable(URI address, Exception reason) {
        return Refusal.of(
                ErrorCode.UNKNOWN,
                address.getAuthority() + " does not answer as agreed: " + reason.getMessage());
    }
}
