package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.dcnode.logic.append.Refusal;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The WebSocket path of a site. Thread-safe. */
final class SocketRoutes {

    private static final String PATH = "/v1/socket";

    private final SiteServices site;
    private final SocketLimits limits;
    private final Set<SocketSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    SocketRoutes(SiteServices site, SocketLimits limits) {
        this.site = site;
        this.limits = limits;
    }

    void mount(Router router) {
        router.get(PATH).handler(context -> accept(context.request()));
    }

    private void accept(HttpServerRequest request) {
        if (draining) {
            Problem.send(
                    request.response(),
                    Refusal.later(
                            ErrorCode.UNAVAILABLE,
                            "this node is stopping; connect to another",
                            Duration.ofSeconds(1)));
            return;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            Problem.send(
                    request.response(),
                    Refusal.of(ErrorCode.INVALID, "Upgrade: " + PATH + " speaks WebSocket only"));
            return;
        }
        // A handshake that is refused is answered by Vert.x itself.
        request.toWebSocket()
                .onSuccess(socket -> {
                    var session = new SocketSession(socket, site, limits, sessions::remove);
                    sessions.add(session);
                    session.begin();
                });
    }

    /** Takes no more clients and tells the present ones to go elsewhere. */
    void drain() {
        draining = true;
        sessions.forEach(SocketSession::drain);
    }
}
