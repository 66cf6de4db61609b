package dev.homeport.regionrouter.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A door such as a replica of the control plane has, which says what a test wants. */
final class ControlPlaneDoor implements AutoCloseable {

    private static final int NOT_MODIFIED = 304;

    private final HttpsServer server;
    private final Map<String, Document> documents = new ConcurrentHashMap<>();
    private final AtomicInteger unchanged = new AtomicInteger();

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
        server.createContext("/", this::answer);
        server.start();
    }

    void serve(String path, long version, String text) {
        documents.put(path, new Document(version, text));
    }

    /** How often a caller had the newest document already. */
    int unchanged() {
        return unchanged.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
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

    @Override
    public void close() {
        server.stop(0);
    }
}
