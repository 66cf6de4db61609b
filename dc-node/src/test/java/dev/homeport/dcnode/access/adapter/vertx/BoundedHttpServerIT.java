package dev.homeport.dcnode.access.adapter.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.fixture.RawClient;
import dev.homeport.dcnode.fixture.WebClient;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.process.adapter.netty.DoorConnections;
import dev.homeport.process.adapter.netty.DoorLimits;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may keep a connection open, and for how long: in the clear, and with TLS. */
@ParameterizedClass(name = "TLS: {0}")
@ValueSource(booleans = {false, true})
class BoundedHttpServerIT {

    private static final String HOST = "127.179.1.1";
    private static final int PORT = 24_770;
    private static final int CONNECTIONS = 12;
    private static final int REQUEST_MILLIS = 2_000;
    private static final String HERE = "here";
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: door\r\n";

    private static final FleetId FLEET = FleetId.parse("0a1b2c3d-0001-4000-8000-000000000179");
    private static final SiteId SHANGHAI = new SiteId("shanghai");

    private final boolean tls;
    private final Vertx vertx = Vertx.vertx();
    private final DoorConnections connections =
            new DoorConnections(new DoorLimits(CONNECTIONS, REQUEST_MILLIS));
    private final List<RawClient> open = new ArrayList<>();

    @TempDir private Path folder;
    private TlsFiles files;

    BoundedHttpServerIT(boolean tls) {
        this.tls = tls;
    }

    @BeforeEach
    void openTheDoor() throws Exception {
        files =
                new TestAuthority(folder)
                        .issue(ProcessIdentity.of(FLEET, SHANGHAI, "node", 1), HOST);
        var router = Router.router(vertx);
        router.post("/").handler(BodyHandler.create(false));
        router.route("/").handler(context -> context.response().end(HERE));
        router.get("/late")
                .handler(context ->
                        vertx.setTimer(REQUEST_MILLIS * 3 / 2, _ -> context.response().end(HERE)));
        router.get("/v1/socket")
                .handler(context ->
                        context.request()
                                .toWebSocket()
                                .onSuccess(socket ->
                                        socket.textMessageHandler(socket::writeTextMessage)));
        server(router).listen().toCompletionStage().toCompletableFuture().join();
    }

    private HttpServer server(Router router) {
        var options = new HttpServerOptions().setHost(HOST).setPort(PORT);
        if (tls) {
            options.setSsl(true)
                    .setKeyCertOptions(
                            new PemKeyCertOptions()
                                    .setCertPath(files.certificate().toString())
                                    .setKeyPath(files.privateKey().toString()));
        }
        return new BoundedHttpServer(vertx, options, connections).requestHandler(router);
    }

    @AfterEach
    void closeAll() {
        open.forEach(RawClient::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private RawClient dial() throws Exception {
        var client =
                tls ? RawClient.dialTls(HOST, PORT, files.authority()) : RawClient.dial(HOST, PORT);
        open.add(client);
        return client;
    }

    private RawClient dialWithoutTls() throws IOException {
        var client = RawClient.dial(HOST, PORT);
        open.add(client);
        return client;
    }

    private WebClient.Socket webSocket() throws Exception {
        var client =
                tls
                        ? new WebClient(
                                "https://" + HOST + ":" + PORT,
                                RawClient.trusting(files.authority()))
                        : new WebClient("http://" + HOST + ":" + PORT);
        return client.connect();
    }

    private static void echo(WebClient.Socket socket) {
        socket.send(new JsonObject().put("type", "echo"));
        socket.await("echo");
    }

    private static void ask(RawClient client, String path) throws IOException {
        client.send("GET " + path + " HTTP/1.1\r\nHost: door\r\n\r\n");
        assertThat(client.readUntil(HERE)).startsWith("HTTP/1.1 200");
    }

    private static void ask(RawClient client) throws IOException {
        ask(client, "/");
    }

    @Test
    void whatDoesNotComeToTheEndOfARequestIsEndedAndNothingElseIs() throws Exception {
        var socket = webSocket();
        echo(socket);
        var idle = dial();
        ask(idle);
        var later = dial();
        ask(later);
        var slow = new ArrayList<RawClient>();
        slow.add(dialWithoutTls());
        slow.add(dial());
        for (var beginning :
                List.of(
                        "P",
                        HEAD + "X-Slow: ",
                        HEAD + "Content-Length: 100000\r\n\r\n",
                        HEAD + "Transfer-Encoding: chunked\r\n\r\n100000\r\n")) {
            var client = dial();
            client.send(beginning);
            slow.add(client);
        }
        later.send(HEAD + "X-Slow: ");
        slow.add(later);
        var trickling = slow.subList(2, slow.size());

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    trickling.forEach(client -> client.trySend("x"));
                    return slow.stream().allMatch(RawClient::hasEnded);
                });

        assertThat(connections.timedOut()).isEqualTo(slow.size());
        echo(socket);
        ask(idle);
        socket.close();
        idle.close();
        awaitNoneOpen();
    }

    @Test
    void anAnswerMayTakeLongerThanARequest() throws Exception {
        var client = dial();
        ask(client, "/late");
        ask(client);
        // The beginning of the next one came along; its end comes after the answer.
        client.send("GET /late HTTP/1.1\r\nHost: door\r\n\r\nGET / HTT");
        assertThat(client.readUntil(HERE)).startsWith("HTTP/1.1 200");
        client.send("P/1.1\r\nHost: door\r\n\r\n");
        assertThat(client.readUntil(HERE)).startsWith("HTTP/1.1 200");
        assertThat(connections.timedOut()).isZero();
    }

    @Test
    void whoComesWhenAllIsTakenIsRefusedUntilSomebodyLeaves() throws Exception {
        var socket = webSocket();
        for (var i = 1; i < CONNECTIONS; i++) {
            ask(dial());
        }
        assertThat(connections.open()).isEqualTo(CONNECTIONS);

        var refused = dialWithoutTls();
        await().until(refused::hasEnded);
        assertThat(connections.refused()).isEqualTo(1);
        for (var client : open) {
            if (client != refused) {
                ask(client);
            }
        }
        echo(socket);

        open.getFirst().close();
        await().until(() -> connections.open() < CONNECTIONS);
        ask(dial());
        assertThat(connections.open()).isEqualTo(CONNECTIONS);
        socket.close();
        await().until(() -> connections.open() < CONNECTIONS);
        ask(dial());
        assertThat(connections.refused()).isEqualTo(1);
    }

    @Test
    void noConnectionIsCountedOnceItIsOver() throws Exception {
        var polite = dial();
        polite.send("GET / HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n");
        await().until(polite::hasEnded);
        awaitNoneOpen();

        var rude = dial();
        rude.send(HEAD);
        rude.reset();
        awaitNoneOpen();

        var garbage = dialWithoutTls();
        garbage.send(new String(new char[200]).replace('\0', '?') + "\r\n\r\n");
        await().until(garbage::hasEnded);
        awaitNoneOpen();

        var gone = dialWithoutTls();
        gone.send(tls ? "\u0016\u0003\u0001\u0002" : HEAD);
        gone.close();
        awaitNoneOpen();
    }

    private void awaitNoneOpen() {
        await().untilAsserted(() -> assertThat(connections.open()).isZero());
    }
}
