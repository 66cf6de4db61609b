package dev.homeport.regionrouter.adapter.http;

import dev.homeport.regionrouter.adapter.json.RouteJson;
import dev.homeport.regionrouter.address.InvalidInput;
import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.regionrouter.clientaddress.Arrival;
import dev.homeport.regionrouter.clientaddress.ClientAddress;
import dev.homeport.regionrouter.clientaddress.ProxyTrust;
import dev.homeport.regionrouter.route.AccessPoints;
import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.RouteDecision;
import dev.homeport.regionrouter.route.RouteDesk;
import dev.homeport.regionrouter.route.RouteListener;
import dev.homeport.regionrouter.route.Subject;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The router's two resources: {@code GET /v1/route?ip=|account=|handle=} explains the route of a
 * subject, {@code GET /v1/assign} that of the caller. Whatever is sent gets an answer; wrong input
 * is never answered by a server error. Thread-safe; runs on event loops, handles excepted, whose
 * search may block and so runs on a worker.
 */
public final class RouteDoor {

    private static final Set<String> SUBJECTS = new TreeSet<>(Set.of("ip", "account", "handle"));
    private static final String CALLER = "caller";
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final System.Logger LOG = System.getLogger(RouteDoor.class.getName());

    private final RouteDesk desk;
    private final ProxyTrust trust;
    private final AccessPoints access;
    private final RouteListener listener;

    /**
     * Makes the door.
     *
     * @param desk answers
     * @param trust whose headers are believed
     * @param access where clients reach a site
     * @param listener hears of every answer
     */
    public RouteDoor(
            RouteDesk desk, ProxyTrust trust, AccessPoints access, RouteListener listener) {
        this.desk = desk;
        this.trust = trust;
        this.access = access;
        this.listener = listener;
    }

    /** Hangs the door into a router; everything else there is answered with 404. */
    public void mount(Router router) {
        router.route("/v1/route")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::route);
        router.route("/v1/assign")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::assign);
        router.route("/v1/route").handler(context -> Problems.answer(context, NOT_ALLOWED));
        router.route("/v1/assign").handler(context -> Problems.answer(context, NOT_ALLOWED));
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(context -> Problems.answer(context, NOT_FOUND));
        // First of all, or the framework's own takes it, which logs a stack for a missing Host.
        router.route()
                .order(Integer.MIN_VALUE)
                .failureHandler(context -> failed(context, context.statusCode()));
        // What fails while routes are matched, such as a broken escape in the path, is heard of
        // only here.
        for (var status = BAD_REQUEST; status <= INTERNAL_SERVER_ERROR; status++) {
            var code = status;
            router.errorHandler(code, context -> failed(context, code));
        }
    }

    private static void failed(RoutingContext context, int status) {
        if (status >= BAD_REQUEST && status < INTERNAL_SERVER_ERROR) {
            Problems.answer(context, status);
        } else {
            LOG.log(System.Logger.Level.ERROR, "a request failed", context.failure());
            Problems.answer(context, INTERNAL_SERVER_ERROR);
        }
    }

    private void route(RoutingContext context) {
        final Subject subject;
        final String kind;
        try {
            var parameters = parametersOf(context);
            kind = onlyOneOf(parameters);
            subject = subjectOf(kind, parameters.getFirst().getValue());
        } catch (InvalidInput e) {
            refuse(context, RouteAnswer.Refused.of(e));
            return;
        }
        if (subject instanceof Subject.OfHandle) {
            context.vertx()
                    .executeBlocking(() -> desk.answer(subject), false)
                    .onSuccess(answer -> answer(context, kind, answer))
                    .onFailure(context::fail);
        } else {
            answer(context, kind, desk.answer(subject));
        }
    }

    private void refuse(RoutingContext context, RouteAnswer.Refused refused) {
        listener.answered("none", refused);
        Problems.answer(context, refused);
    }

    private static List<Map.Entry<String, String>> parametersOf(RoutingContext context) {
        try {
            return context.queryParams().entries();
        } catch (RuntimeException e) {
            var query = Optional.ofNullable(context.request().query()).orElse("");
            var invalid =
                    new InvalidInput(
                            "query",
                            query,
                            "has a broken escape",
                            "write a percent sign and two hexadecimal digits");
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static String onlyOneOf(List<Map.Entry<String, String>> parameters) {
        var names = parameters.stream().map(Map.Entry::getKey).toList();
        for (var name : names) {
            if (!SUBJECTS.contains(name)) {
                throw new InvalidInput(
                        "query", name, "is no parameter here", "use one of " + SUBJECTS);
            }
        }
        if (names.size() != 1) {
            throw new InvalidInput(
                    "query",
                    String.join(", ", names),
                    "names " + (names.isEmpty() ? "no subject" : "more than one subject"),
                    "use exactly one of " + SUBJECTS);
        }
        return names.getFirst();
    }

    private static Subject subjectOf(String kind, String value) {
        return switch (kind) {
            case "ip" -> Subject.ip(value);
            case "account" -> Subject.account(value);
            default -> Subject.handle(value);
        };
    }

    private void answer(RoutingContext context, String kind, RouteAnswer answer) {
        listener.answered(kind, answer);
        switch (answer) {
            case RouteAnswer.Decided(var decision) ->
                    send(context, RouteJson.assignment(decision, access.of(decision.home())));
            case RouteAnswer.Refused refused -> Problems.answer(context, refused);
        }
    }

    private void assign(RoutingContext context) {
        var client = ClientAddress.of(arrivalOf(context.request()), trust);
        var answer = desk.answer(new Subject.Address(client.ip()));
        listener.answered(CALLER, answer);
        switch (answer) {
            case RouteAnswer.Decided(var decision) ->
                    send(
                            context,
                            RouteJson.assignment(
                                    withSource(decision, client), access.of(decision.home())));
            case RouteAnswer.Refused refused -> Problems.answer(context, refused);
        }
    }

    private static RouteDecision withSource(RouteDecision decision, ClientAddress client) {
        return new RouteDecision(
                decision.subject(),
                decision.country(),
                decision.rule(),
                decision.home(),
                decision.epoch(),
                decision.tableVersion(),
                decision.reason() + " (address: " + client.reason() + ")");
    }

    private static Arrival arrivalOf(HttpServerRequest request) {
        return new Arrival(
                peerOf(request),
                PeerCertificate.identityIn(request.sslSession()),
                request.headers().getAll("Forwarded"),
                request.headers().getAll("X-Forwarded-For"));
    }

    private static IpAddress peerOf(HttpServerRequest request) {
        var address = request.remoteAddress().hostAddress();
        var zone = address.indexOf('%');
        return IpAddress.parse(zone < 0 ? address : address.substring(0, zone));
    }

    private static void send(RoutingContext context, String body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, RouteJson.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }
}
