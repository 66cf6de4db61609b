package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.observation.Probe;
import dev.homeport.process.adapter.grpc.TlsFiles;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks sites' doors for a sign of life over HTTPS: any answer of a process of the fleet is one. A
 * connection alone would not do, since what stands in between takes it for a door that is gone.
 * Thread-safe.
 */
public final class AccessProbes implements AutoCloseable {

    private static final int MOST_WAITING = 8;
    private static final long CLOSE_SECONDS = 2;

    private final Vertx vertx =
            Vertx.vertx(
                    new VertxOptions()
                            .setEventLoopPoolSize(1)
                            .setWorkerPoolSize(1)
                            .setInternalBlockingPoolSize(1));
    private final HttpClient client;

    /**
     * Makes the client.
     *
     * @param tls the process's key, certificate and authority
     */
    public AccessProbes(TlsFiles tls) {
        client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setSsl(true)
                                .setMaxWaitQueueSize(MOST_WAITING)
                                // Who may be dialled by several addresses is known by its
                                // authority.
                                .setVerifyHost(false)
                                .setTrustOptions(
                                        new PemTrustOptions()
                                                .addCertPath(tls.authority().toString()))
                                .setKeyCertOptions(
                                        new PemKeyCertOptions()
                                                .setCertPath(tls.certificate().toString())
                                                .setKeyPath(tls.privateKey().toString())));
    }

    /** Asks a door. */
    public Probe of(InetSocketAddress door) {
        return atMost -> ask(door, atMost);
    }

    private CompletionStage<Boolean> ask(InetSocketAddress door, Duration atMost) {
        return client.request(
                        new RequestOptions()
                                .setHost(door.getHostString())
                                .setPort(door.getPort())
                                .setMethod(HttpMethod.GET)
                                .setURI("/")
                                .setTimeout(atMost.toMillis()))
                .compose(HttpClientRequest::send)
                .compose(response -> response.end().map(true))
                .otherwise(false)
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes all connections, within some seconds. */
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
