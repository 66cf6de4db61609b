package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.dcnode.logic.append.Refusal;
import dev.homeport.vocabulary.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The paths of a site for clients and routers, ready to be mounted on a server: REST, WebSocket,
 * the OpenAPI document, and one form of error for everything else. Thread-safe.
 */
public final class SiteDoor {

    private final RestRoutes rest;
    private final SocketRoutes sockets;

    /**
     * Makes the door.
     *
     * @param site what it opens onto
     * @param limits the bounds of WebSocket connections
     */
    public SiteDoor(SiteServices site, SocketLimits limits) {
        this.rest = new RestRoutes(site);
        this.sockets = new SocketRoutes(site, limits);
    }

    /** Mounts the paths. */
    public void mount(Vertx vertx, Router router) {
        router.get("/openapi.yaml")
                .handler(context ->
                        vertx.fileSystem()
                                .readFile("openapi.yaml")
                                .onSuccess(text ->
                                        context.response()
                                                .putHeader("Content-Type", "application/yaml")
                                                .end(text))
                                .onFailure(context::fail));
        sockets.mount(router);
        rest.mount(router);
        router.route().failureHandler(SiteDoor::fail);
        router.errorHandler(404, SiteDoor::fail);
        router.errorHandler(405, SiteDoor::fail);
    }

    private static void fail(RoutingContext context) {
        var refusal =
                switch (context.statusCode()) {
                    case 404, 405 ->
                            Refusal.of(
                                    ErrorCode.NOT_FOUND,
                                    "there is no such path and method; see /openapi.yaml");
                    case 413 -> Refusal.of(ErrorCode.INVALID, "body: is too long");
                    default ->
                            context.statusCode() >= 400 && context.statusCode() < 500
                                    ? Refusal.of(ErrorCode.INVALID, "the request makes no sense")
                                    : Problem.of(context.failure());
                };
        Problem.send(context.response(), refusal);
    }

    /** Takes no more WebSocket clients and tells the present ones to go elsewhere. */
    public void drain() {
        sockets.drain();
    }
}
