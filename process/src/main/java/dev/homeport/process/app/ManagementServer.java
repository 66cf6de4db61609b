package dev.homeport.process.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Health, metrics and status of a process over plain HTTP, for probes and operators: {@code
 * /health/live}, {@code /health/ready} and {@code /health/started} (200 or 503, with the reason),
 * {@code /metrics} and {@code /status}. Thread-safe.
 */
public final class ManagementServer implements AutoCloseable {

    private static final int BACKLOG = 16;
    private static final int MOST_PARAMETERS = 8;

    // Of the JDK's server, which reads them once: on its own it waits for the rest of a request
    // without end, and takes any number of connections.
    static {
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "256");
    }

    /**
     * What a process says of itself; each gives the trouble, empty when all is well.
     *
     * @param live trouble that only a restart mends
     * @param ready trouble because of which nobody should be sent here now
     * @param started why it has not finished starting
     */
    public record Health(
            Supplier<Optional<String>> live,
            Supplier<Optional<String>> ready,
            Supplier<Optional<String>> started) {}

    private record Reply(int status, String type, String body) {}

    private static final String JSON = "application/json";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    /**
     * Opens the port.
     *
     * @param address where
     * @param health what the process says of itself
     * @param metrics its figures
     * @param status what it tells operators
     * @throws IOException if the address cannot be had
     */
    public ManagementServer(
            InetSocketAddress address,
            Health health,
            PrometheusMeterRegistry metrics,
            Supplier<JsonObject> status)
            throws IOException {
        server = HttpServer.create(address, BACKLOG);
        server.setExecutor(threads);
        on("/health/live", () -> tell("live", health.live().get()));
        on("/health/started", () -> tell("started", health.started().get()));
        on(
                "/health/ready",
                () ->
                        tell(
                                "ready",
                                stopping
                                        ? Optional.of("the process is stopping")
                                        : health.ready().get()));
        on(
                "/metrics",
                () -> new Reply(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
        on("/status", () -> new Reply(200, JSON, status.get().encode()));
        server.start();
    }

    /**
     * Adds a page about something of the process's own.
     *
     * @param path where
     * @param page makes it from the query's parameters; may block; an {@link
     *     IllegalArgumentException} is told as 400, any other as 503
     */
    public void tellBy(String path, Function<Map<String, String>, JsonObject> page) {
        server.createContext(path, exchange -> answer(exchange, path, () -> asked(exchange, page)));
    }

    private static Reply asked(
            HttpExchange exchange, Function<Map<String, String>, JsonObject> page) {
        try {
            return new Reply(200, JSON, page.apply(parameters(exchange)).encode());
        } catch (IllegalArgumentException e) {
            return new Reply(400, JSON, new JsonObject().put("reason", e.getMessage()).encode());
        } catch (RuntimeException e) {
            return new Reply(503, JSON, new JsonObject().put("reason", e.getMessage()).encode());
        }
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        var query = exchange.getRequestURI().getQuery();
        var parameters = new HashMap<String, String>();
        for (var each : (query == null ? "" : query).split("&", MOST_PARAMETERS)) {
            var at = each.indexOf('=');
            if (at > 0) {
                parameters.put(each.substring(0, at), each.substring(at + 1));
            }
        }
        return parameters;
    }

    private static Reply tell(String name, Optional<String> trouble) {
        var body =
                new JsonObject()
                        .put("name", name)
                        .put("status", trouble.isEmpty() ? "UP" : "DOWN")
                        .put("reason", trouble.orElse(null));
        return new Reply(trouble.isEmpty() ? 200 : 503, JSON, body.encode());
    }

    private void on(String path, Supplier<Reply> reply) {
        server.createContext(path, exchange -> answer(exchange, path, reply));
    }

    private static void answer(HttpExchange exchange, String path, Supplier<Reply> reply)
            throws IOException {
        try (exchange) {
            var answer =
                    exchange.getRequestURI().getPath().equals(path)
                            ? reply.get()
                            : new Reply(404, "text/plain; charset=utf-8", "not found\n");
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** From now on the process is not ready, because it stops. */
    public void stopping() {
        stopping = true;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
