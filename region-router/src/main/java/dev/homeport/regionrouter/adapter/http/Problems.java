package dev.homeport.regionrouter.adapter.http;

import dev.homeport.regionrouter.adapter.json.RouteJson;
import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Tells callers what went wrong, in one form for everything. Stateless and thread-safe. */
final class Problems {

    private static final String RETRY_AFTER_SECONDS = "1";
    private static final int INTERNAL_SERVER_ERROR = 500;

    private Problems() {}

    /** Answers a refusal with the status that its code stands for. */
    static void answer(RoutingContext context, RouteAnswer.Refused refused) {
        answer(context, statusOf(refused.code()), refused);
    }

    /** Answers what HTTP itself refuses, such as an unknown path. */
    static void answer(RoutingContext context, int status) {
        var request = context.request();
        var refused =
                switch (status) {
                    case 404 ->
                            refused(
                                    ErrorCode.NOT_FOUND,
                                    "path",
                                    request.path(),
                                    "there is nothing at this path",
                                    "use /v1/route or /v1/assign");
                    case 405 ->
                            refused(
                                    ErrorCode.INVALID,
                                    "method",
                                    request.method().name(),
                                    "this method does nothing here",
                                    "use GET");
                    case INTERNAL_SERVER_ERROR ->
                            refused(
                                    ErrorCode.INTERNAL,
                                    "request",
                                    "",
                                    "the router failed",
                                    "tell its operator, whose log says more");
                    default ->
                            refused(
                                    ErrorCode.INVALID,
                                    "request",
                                    "",
                                    "this is no request that can be read",
                                    "send it as RFC 9110 says");
                };
        answer(context, status, refused);
    }

    private static RouteAnswer.Refused refused(
            ErrorCode code, String field, String value, String problem, String mend) {
        return new RouteAnswer.Refused(
                code, field, value, field + ": " + problem + "; " + mend, mend);
    }

    private static void answer(RoutingContext context, int status, RouteAnswer.Refused refused) {
        var response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, RouteJson.PROBLEM_MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == 405) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        }
        if (refused.code().kind() == ErrorCode.Kind.LATER) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        var body = RouteJson.problem(status, refused);
        response.end(body);
    }

    /** The HTTP status of an error code. */
    static int statusOf(ErrorCode code) {
        return switch (code) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN, WRONG_IDENTITY -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case MOVED, NOT_LEADER -> 421;
            case OVERLOADED -> 429;
            case NO_LEASE, UNAVAILABLE, UNKNOWN -> 503;
            case CORRUPT, UNSUPPORTED, INTERNAL -> INTERNAL_SERVER_ERROR;
        };
    }
}
