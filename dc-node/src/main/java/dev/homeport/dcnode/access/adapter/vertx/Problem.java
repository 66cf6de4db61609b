package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.dcnode.logic.append.Refusal;
import dev.homeport.dcnode.storage.StorageException;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;

/**
 * A refusal as REST and WebSocket tell it: {@code application/problem+json} (RFC 9457) with the
 * error code, and home and epoch where another site is home. Stateless.
 */
final class Problem {

    private static final int MISDIRECTED = 421;

    private Problem() {}

    static int status(ErrorCode code) {
        return switch (code) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case MOVED -> MISDIRECTED;
            case OVERLOADED -> 429;
            case NOT_LEADER, NO_LEASE, UNAVAILABLE, UNKNOWN -> 503;
            case WRONG_IDENTITY, CORRUPT, UNSUPPORTED, INTERNAL -> 500;
        };
    }

    static JsonObject json(Refusal refusal) {
        var json =
                new JsonObject().put("code", refusal.code().name()).put("detail", refusal.detail());
        refusal.home()
                .ifPresent(home ->
                        json.put("home", home.site().name()).put("epoch", home.epoch().value()));
        if (refusal.retryAfter().isPositive()) {
            json.put("retryAfterMillis", refusal.retryAfter().toMillis());
        }
        return json;
    }

    static void send(HttpServerResponse response, Refusal refusal) {
        if (response.ended() || response.closed()) {
            return;
        }
        var status = status(refusal.code());
        var title = refusal.code().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        response.setStatusCode(status).putHeader("Content-Type", "application/problem+json");
        if (refusal.retryAfter().isPositive()) {
            response.putHeader("Retry-After", Long.toString(wholeSeconds(refusal.retryAfter())));
        }
        if (refusal.code() == ErrorCode.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(json(refusal).put("title", title).put("status", status).toBuffer());
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }

    /** What to tell of a failure; defects are told without their inside. */
    static Refusal of(Throwable failure) {
        var cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case IllegalArgumentException e -> Refusal.of(ErrorCode.INVALID, message(e));
            case StorageException _ ->
                    Refusal.later(
                            ErrorCode.UNAVAILABLE,
                            "the site's view cannot be read now",
                            Duration.ofSeconds(1));
            case null, default ->
                    Refusal.of(ErrorCode.INTERNAL, "a defect; the node's log has the details");
        };
    }

    static boolean isDefect(Refusal refusal) {
        return refusal.code() == ErrorCode.INTERNAL;
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
