package dev.homeport.regionrouter.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A door such as a replica of the control plane has, which says what a test wants. */
final class ControlPlaneDoor implements AutoCloseable {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final String AFTER = "after=";
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final HttpsServer server;
    private final Map<String, Document> documents = new ConcurrentHashMap<>();
    private final AtomicInteger unchanged = new AtomicInteger();
    private final AtomicInteger waited = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable Document next;
    private volatile boolean current = true;

    private record Document(long version, String text) {}

    ControlPlaneDoor(InetSocketAddress address, SSLContext context) throws IOException {
        server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        var wanted = getSSLContext().getDefaultSSLParameters();
                        wanted.setNeedClientAuth(true);
                        parameters.setSSLParameters(wanted);
                    }
                });
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    void serve(String path, long version, String text) {
        documents.put(path, new Document(version, text));
    }

    /** Gives a table to those alone who wait for one. */
    void serveToThoseWhoWait(long version, String text) {
        next = new Document(version, text);
    }

    /** From now on it is cut off from the others, and says so. */
    void cutOff() {
        current = false;
    }

    /** How often a caller has waited in vain. */
    int waited() {
        return waited.get();
    }

    /** How often a caller had the newest document already. */
    int unchanged() {
        return unchanged.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!current) {
                exchange.getResponseHeaders().set("Homeport-Current", "false");
            }
            var query = exchange.getRequestURI().getQuery();
            if (query != null && query.startsWith(AFTER)) {
                answer(exchange, Long.parseLong(query.substring(AFTER.length())));
                return;
            }
            var document = documents.get(exchange.getRequestURI().toString());
            if (document == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var tag = "\"" + document.version() + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                unchanged.incrementAndGet();
                exchange.sendResponseHeaders(NOT_MODIFIED, -1);
                return;
            }
            var body = document.text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** As a replica does it, but with less patience. */
    private void answer(HttpExchange exchange, long after) throws IOException {
        var until = System.nanoTime() + WAIT.toNanos();
        while (System.nanoTime() - until < 0) {
            var newer = next;
            if (newer != null && newer.version() > after) {
                var body = newer.text().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            LockSupport.parkNanos(10_000_000);
        }
        waited.incrementAndGet();
        exchange.sendResponseHeaders(NO_CONTENT, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
