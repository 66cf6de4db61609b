package dev.homeport.dcnode.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.homeport.dcnode.home.agent.WitnessAgent;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Health and metrics of a witness over plain HTTP. Live: its thread runs. Started: it has begun.
 * Ready: it grants and its disk takes what it writes. Thread-safe.
 */
final class WitnessHealth implements AutoCloseable {

    private record Reply(int status, String body) {}

    private final SiteId site;
    private final Supplier<WitnessAgent.Status> status;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private volatile boolean stopping;

    WitnessHealth(InetSocketAddress address, SiteId site, Supplier<WitnessAgent.Status> status)
            throws IOException {
        this.site = site;
        this.status = status;
        this.server = HttpServer.create(address, 16);
        server.setExecutor(threads);
        on("/health/live", this::live);
        on("/health/started", this::live);
        on("/health/ready", this::ready);
        on("/metrics", this::metrics);
        server.start();
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
                            : new Reply(404, "not found\n");
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply live() {
        return status.get().running()
                ? new Reply(200, "up\n")
                : new Reply(503, "down: the witness has ended\n");
    }

    private Reply ready() {
        var seen = status.get();
        if (stopping) {
            return new Reply(503, "down: the witness stops\n");
        }
        if (!seen.running()) {
            return live();
        }
        if (seen.refusing().isPresent()) {
            return new Reply(503, "down: " + seen.refusing().get() + "\n");
        }
        return seen.granting()
                ? new Reply(200, "up\n")
                : new Reply(
                        503,
                        "down: the witness has come back ("
                                + seen.state().standing()
                                + ") and does not grant yet\n");
    }

    private Reply metrics() {
        var seen = status.get();
        var state = seen.state();
        var table = state.table();
        var text = new StringBuilder();
        metric(text, "gauge", "granting", seen.granting() ? 1 : 0);
        metric(text, "gauge", "refusing", seen.refusing().isPresent() ? 1 : 0);
        metric(text, "gauge", "table_version", table == null ? 0 : table.version());
        metric(text, "gauge", "leases", state.holdings().size());
        metric(text, "gauge", "store_generation", state.number().generation());
        metric(text, "gauge", "store_count", state.number().count());
        metric(text, "counter", "persisted_total", seen.persisted());
        metric(text, "counter", "refused_inputs_total", seen.refusedInputs());
        return new Reply(200, text.toString());
    }

    private void metric(StringBuilder text, String kind, String name, long value) {
        var full = "homeport_witness_" + name;
        text.append("# TYPE ").append(full).append(' ').append(kind).append('\n');
        text.append(full).append("{site=\"").append(site).append("\"} ").append(value).append('\n');
    }

    /** From now on the witness is not ready, because it stops. */
    void stopping() {
        stopping = true;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
