package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.process.adapter.grpc.TlsFiles;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process's HTTP servers, on one Vert.x of their own. Thread-safe. */
public final class HttpDoors implements AutoCloseable {

    private static final int IDLE_SECONDS = 60;
    private static final int LARGEST_HEADERS_BYTES = 8 << 10;
    private static final long OPEN_SECONDS = 30;
    private static final long CLOSE_SECONDS = 2;

    private final Vertx vertx =
            Vertx.vertx(
                    new VertxOptions()
                            .setEventLoopPoolSize(2)
                            .setWorkerPoolSize(2)
                            .setInternalBlockingPoolSize(2));

    /**
     * Opens a door.
     *
     * @param address where
     * @param tls key and certificates; callers must show one of theirs
     * @param mount puts the paths into it
     * @throws IOException if the address cannot be had or the TLS files cannot be used
     */
    public void open(InetSocketAddress address, TlsFiles tls, Handler<Router> mount)
            throws IOException {
        var options =
                new HttpServerOptions()
                        .setHost(address.getHostString())
                        .setPort(address.getPort())
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxHeaderSize(LARGEST_HEADERS_BYTES)
                        .setSsl(true)
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .setCertPath(tls.certificate().toString())
                                        .setKeyPath(tls.privateKey().toString()))
                        .setTrustOptions(
                                new PemTrustOptions().addCertPath(tls.authority().toString()));
        var router = Router.router(vertx);
        mount.handle(router);
        try {
            vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opening " + address, e);
        } catch (ExecutionException e) {
            throw new IOException(
                    "the door at " + address + " cannot be opened: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "the door at " + address + " was not opened within " + OPEN_SECONDS + " s", e);
        }
    }

    /** Closes all doors, within some seconds. */
    @Override
    public void close() {
        try {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The process ends, and with it what is left.
            return;
        }
    }
}
