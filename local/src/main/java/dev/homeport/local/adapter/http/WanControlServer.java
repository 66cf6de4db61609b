package dev.homeport.local.adapter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.wan.WanEmulator;
import dev.homeport.vocabulary.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lets {@code homeport wan} show and change the network of a running fleet: {@code GET /wan} shows
 * it, {@code POST /wan} changes it and shows it after. What else the launcher can be asked for has
 * paths of its own; see {@link ControlRoute}. Every call needs the fleet's control token, because
 * any user of the machine can reach a loopback address. Thread-safe.
 */
public final class WanControlServer implements AutoCloseable {

    private static final int LARGEST_REQUEST_BYTES = 8 << 10;
    private static final int BACKLOG = 16;

    // Of the JDK's server, which reads them once: on its own it waits for the rest of a request
    // without end, and takes any number of connections.
    static {
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "256");
    }

    private final SortedMap<String, ControlRoute> routes = new TreeMap<>();
    private final byte[] expectedAuthorization;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Listens at once, for the network alone.
     *
     * @param emulator the network
     * @param listen where to listen
     * @param token what callers have to know
     * @throws IOException if the endpoint is taken, with a message that names it
     */
    public WanControlServer(WanEmulator emulator, Endpoint listen, String token)
            throws IOException {
        this(emulator, Map.of(), listen, token);
    }

    /**
     * Listens at once.
     *
     * @param emulator the network
     * @param others what else can be asked for, by its path
     * @param listen where to listen
     * @param token what callers have to know
     * @throws IOException if the endpoint is taken, with a message that names it
     */
    public WanControlServer(
            WanEmulator emulator, Map<String, ControlRoute> others, Endpoint listen, String token)
            throws IOException {
        routes.putAll(others);
        routes.put("/wan", new WanRoute(emulator));
        this.expectedAuthorization = bytes("Bearer " + token);
        try {
            server = HttpServer.create(listen.toSocketAddress(), BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "WAN control: cannot listen on " + listen + " (" + e.getMessage() + ")", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isAuthorized(exchange)) {
                answer(exchange, 401, WanJson.ofError("the control token is missing or wrong"));
                return;
            }
            var route = routes.get(exchange.getRequestURI().getPath());
            if (route == null) {
                answer(
                        exchange,
                        404,
                        WanJson.ofError(
                                "there is only " + String.join(", ", routes.keySet()) + " here"));
            } else {
                handle(exchange, route);
            }
        }
    }

    private boolean isAuthorized(HttpExchange exchange) {
        var given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && MessageDigest.isEqual(bytes(given), expectedAuthorization);
    }

    private static void handle(HttpExchange exchange, ControlRoute route) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET" -> answer(exchange, 200, route.show());
            case "POST" -> {
                var reply = changed(route, exchange);
                answer(exchange, reply.status(), reply.json());
            }
            default ->
                    answer(
                            exchange,
                            405,
                            WanJson.ofError(
                                    Quoted.of(exchange.getRequestMethod())
                                            + " does not work here; use GET or POST"));
        }
    }

    private record Reply(int status, String json) {}

    private static Reply changed(ControlRoute route, HttpExchange exchange) {
        try {
            return new Reply(200, route.change(body(exchange)));
        } catch (IllegalStateException e) {
            return new Reply(409, WanJson.ofError(String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            return new Reply(400, WanJson.ofError(String.valueOf(e.getMessage())));
        } catch (IOException | UncheckedIOException e) {
            return new Reply(500, WanJson.ofError(String.valueOf(e.getMessage())));
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST_BYTES + 1);
        if (body.length > LARGEST_REQUEST_BYTES) {
            throw new IllegalArgumentException(
                    "request: it is too long; send at most " + LARGEST_REQUEST_BYTES + " bytes");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var body = bytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
