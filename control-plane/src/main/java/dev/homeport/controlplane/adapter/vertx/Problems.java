package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.replica.Answer;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What callers are told when they are not served. Stateless. */
final class Problems {

    private static final String RETRY_SECONDS = "1";

    private Problems() {}

    static void send(RoutingContext context, ErrorCode code, String detail) {
        send(context, document(code, detail));
    }

    /** A problem whose status says more than its code does. */
    static void send(RoutingContext context, int status, ErrorCode code, String detail) {
        send(context, document(code, detail).put("status", status));
    }

    static void notLeader(RoutingContext context, Answer.NotLeader answer) {
        var leader = answer.leader().map(Object::toString);
        var document =
                document(
                        ErrorCode.NOT_LEADER,
                        leader.map(name -> "the replica at " + name + " decides; ask that")
                                .orElse("no replica is known to decide; ask another, or later"));
        leader.ifPresent(name -> document.put("leader", name));
        send(context, document);
    }

    private static JsonObject document(ErrorCode code, String detail) {
        return new JsonObject()
                .put("title", code.name())
                .put("status", status(code))
                .put("code", code.name())
                .put("detail", detail);
    }

    private static void send(RoutingContext context, JsonObject document) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        var status = document.getInteger("status");
        if (status == 503 || status == 429) {
            response.putHeader("Retry-After", RETRY_SECONDS);
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(document.toBuffer());
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case MOVED -> 421;
            case OVERLOADED -> 429;
            case NOT_LEADER, NO_LEASE, UNAVAILABLE, UNKNOWN -> 503;
            case WRONG_IDENTITY, CORRUPT, UNSUPPORTED, INTERNAL -> 500;
        };
    }
}
