package dev.homeport.dcnode.app;

import dev.homeport.dcnode.access.adapter.vertx.BoundedHttpServer;
import dev.homeport.dcnode.access.adapter.vertx.SiteDoor;
import dev.homeport.process.adapter.netty.DoorConnections;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server behind the door for clients. */
final class AccessServer {

    /** Above what a message may have, so that who sends too long a one is told so. */
    private static final int MAX_FRAME_BYTES = 128 * 1024;

    private static final int IDLE_SECONDS = 75;
    private static final long OPEN_SECONDS = 20;

    private final HttpServer access;
    private final DoorSettings settings;

    AccessServer(Vertx vertx, DoorSettings settings, SiteDoor site, DoorConnections connections) {
        this.settings = settings;
        var clients = Router.router(vertx);
        site.mount(vertx, clients);
        access =
                new BoundedHttpServer(vertx, options(settings), connections)
                        .requestHandler(clients);
    }

    private static HttpServerOptions options(DoorSettings door) {
        var options =
                new HttpServerOptions()
                        .setHost(door.host())
                        .setPort(door.port())
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxWebSocketFrameSize(MAX_FRAME_BYTES);
        door.certificate()
                .ifPresent(certificate ->
                        options.setSsl(true)
                                .setKeyCertOptions(
                                        new PemKeyCertOptions()
                                                .setCertPath(certificate.chain().toString())
                                                .setKeyPath(certificate.key().toString())));
        return options;
    }

    void open() {
        var address = settings.host() + ":" + settings.port();
        try {
            access.listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening " + address, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "the door at " + address + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Lets what is under way finish, for so long and no longer. */
    void close(Duration bound) {
        try {
            access.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The bound is over: the process, or the test, ends what is left.
            return;
        }
    }
}
