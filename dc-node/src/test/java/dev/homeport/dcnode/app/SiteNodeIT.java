package dev.homeport.dcnode.app;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.access.adapter.jose.JoseTokenCheck;
import dev.homeport.dcnode.access.adapter.vertx.SocketLimits;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.fixture.RawClient;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.fixture.TestTokens;
import dev.homeport.dcnode.fixture.WebClient;
import dev.homeport.dcnode.logic.account.AccountIds.Offer;
import dev.homeport.dcnode.logic.account.HandleClaims.Claim;
import dev.homeport.process.adapter.netty.DoorLimits;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ShardSet;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One site over a log in memory: real HTTP, WebSocket, database server and key-value store. */
class SiteNodeIT {

    private static final FleetId FLEET = new FleetId(new UUID(4, 5));
    private static final String HOST = "127.45.2.1";
    private static final int PORT = 24_080;
    private static final String BASE = "http://" + HOST + ":" + PORT;

    private record Owner(RequestId request, AccountId account) {}

    private static final TestTokens TOKENS = new TestTokens(FLEET, "key");
    private static final TestSite SITE = new TestSite();
    private static final AtomicLong NEXT_ID = new AtomicLong(100);
    private static final Map<Handle, Owner> OWNERS = new ConcurrentHashMap<>();

    private static Vertx vertx;
    private static TestDatabase database;
    private static SiteNode node;

    private final WebClient client = new WebClient(BASE);

    @BeforeAll
    static void startSite(@TempDir Path folder) {
        database = TestDatabase.start(folder.resolve("database"), "127.45.2.2", 24_308);
        vertx = Vertx.vertx();
        node = new SiteNode(settings(folder), ground(), vertx);
        node.start();
    }

    private static SiteNode.Settings settings(Path folder) {
        return new SiteNode.Settings(
                folder,
                database.settings(),
                new DoorSettings(HOST, PORT, Optional.empty()),
                100,
                new SocketLimits(1_000, 500, 3_000, 2_000, 32, 8, 1_000, 3),
                new DoorLimits(200, 3_000));
    }

    private static SiteNode.Ground ground() {
        return new SiteNode.Ground(
                SITE.queue(),
                SITE.log(),
                SITE,
                _ ->
                        CompletableFuture.completedFuture(
                                new Offer.Offered(
                                        new AccountId((NEXT_ID.incrementAndGet() << 12) + 7))),
                (handle, candidate, _, request) -> {
                    var owner = OWNERS.computeIfAbsent(handle, _ -> new Owner(request, candidate));
                    return CompletableFuture.completedFuture(
                            owner.request().equals(request)
                                    ? new Claim.Reserved(owner.account())
                                    : new Claim.Taken());
                },
                new JoseTokenCheck(
                        FLEET, Map.of("key", TOKENS.publicKey()), InstantSource.system()),
                InstantSource.system(),
                new Random(5));
    }

    @AfterAll
    static void stopSite() {
        if (node != null) {
            node.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void mendTheSite() {
        SITE.queue().meet(Optional.empty());
        SITE.lease(true);
        SITE.moveAway(ShardSet.none());
    }

    private AccountId register(String handle) {
        var reply =
                client.post(
                        "/v1/accounts",
                        TOKENS.registrar(),
                        new JsonObject().put("requestId", "reg-" + handle).put("handle", handle));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        var account = new AccountId(reply.json().getLong("account"));
        await().until(() ->
                client.get("/v1/accounts/" + account, TOKENS.account(account)).status() == 200);
        return account;
    }

    private WebClient.Reply send(AccountId from, String request, AccountId to, String text) {
        return client.post(
                "/v1/messages",
                TOKENS.account(from),
                new JsonObject().put("requestId", request).put("to", to.value()).put("text", text));
    }

    @Test
    void aMessageIsAcknowledgedPushedAndSynced() {
        var alice = register("alice.push");
        var bob = register("bob.push");
        var socket = client.connect(TOKENS.account(bob), "");
        socket.await("welcome");

        var reply = send(alice, "r-1", bob, "你好 \uD83D\uDC4B");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("kept")).isEqualTo("this");
        var pushed = socket.await("message");
        assertThat(pushed.getString("text")).isEqualTo("你好 \uD83D\uDC4B");
        assertThat(pushed.getLong("from")).isEqualTo(alice.value());
        assertThat(pushed.getString("messageId")).isEqualTo(reply.json().getString("messageId"));
        assertThat(pushed.getString("key")).isEqualTo("1.1");

        var page = client.get("/v1/inbox?after=0.0", TOKENS.account(bob)).json();
        assertThat(page.getString("end")).isEqualTo("1.1");
        assertThat(page.getJsonArray("items")).hasSize(1);
        socket.close();
    }

    @Test
    void aNodeWhoseDatabaseStandsStillStopsInTimeAndComesBack(@TempDir Path again) {
        var alice = register("alice.still");
        var bob = register("bob.still");
        assertThat(send(alice, "r-0", bob, "before").status()).isEqualTo(200);
        database.freeze();
        try {
            assertThat(send(alice, "r-1", bob, "meanwhile").status()).isEqualTo(200);
            var begin = System.nanoTime();

            node.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(8));
        } finally {
            database.thaw();
        }
        await().atMost(Duration.ofSeconds(30)).until(SiteNodeIT::nothingIsClosing);
        node = new SiteNode(settings(again), ground(), vertx);
        node.start();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        client.get("/v1/inbox?after=0.0", TOKENS.account(bob))
                                                .json()
                                                .getJsonArray("items"))
                                .hasSize(2));
    }

    private static boolean nothingIsClosing() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("site-stores-close"));
    }

    @Test
    void messagesSentOverTheSocketArriveInOrderOnce() {
        var alice = register("alice.order");
        var bob = register("bob.order");
        var from = client.connect(TOKENS.account(alice), "");
        from.await("welcome");
        for (var i = 0; i < 300; i++) {
            var request = "r-" + i;
            from.send(
                    new JsonObject()
                            .put("type", "send")
                            .put("requestId", request)
                            .put("to", bob.value())
                            .put("text", "hello " + i));
            assertThat(from.await(f -> request.equals(f.getString("requestId"))).getString("type"))
                    .isEqualTo("accepted");
        }
        var to = client.connect(TOKENS.account(bob), "0.0");
        for (var i = 0; i < 300; i++) {
            assertThat(to.await("message").getString("text")).isEqualTo("hello " + i);
        }
        assertThat(to.waiting()).isZero();
        to.close();

        // Confirmed: a client that does not say where it was goes on at the end.
        await().untilAsserted(() -> {
            var again = client.connect(TOKENS.account(bob), "");
            assertThat(again.await("welcome").getString("after")).isEqualTo("1.300");
            again.close();
        });
        from.close();
    }

    @Test
    void oneRequestIdIsOneMessage() {
        var alice = register("alice.once");
        var bob = register("bob.once");
        var first = send(alice, "r", bob, "first").json();

        assertThat(send(alice, "r", bob, "first").json())
                .isEqualTo(first.copy().put("kept", "same"));
        assertThat(send(alice, "r", bob, "other text").json())
                .isEqualTo(first.copy().put("kept", "other"));
        assertThat(send(bob, "r", bob, "another account's").json().getString("kept"))
                .isEqualTo("this");
        for (var i = 0; i < 600; i++) {
            assertThat(send(alice, "other-" + i, alice, "filler").status()).isEqualTo(200);
        }
        assertThat(send(alice, "r", bob, "long after").json().getString("messageId"))
                .isEqualTo(first.getString("messageId"));
        await().untilAsserted(() -> assertThat(node.view().lagEntries()).isZero());
        await().untilAsserted(() ->
                assertThat(client.get("/v1/inbox?after=0.0", TOKENS.account(bob)).text())
                        .contains("another account's")
                        .contains("first")
                        .doesNotContain("long after"));
    }

    @Test
    void aClientWhoseHomeMovesIsToldOnceAndServedAWhileLonger() {
        var bob = register("bob.moves");
        var socket = client.connect(TOKENS.account(bob), "");
        socket.await("welcome");
        node.homesChanged();

        SITE.moveAway(ShardSet.of(bob.shard()));
        node.homesChanged();
        node.homesChanged();

        var moved = socket.await(_ -> true);
        assertThat(moved.getString("type")).isEqualTo("moved");
        assertThat(moved.getString("home")).isEqualTo("canada");
        assertThat(moved.getLong("epoch")).isEqualTo(2);
        assertThat(moved.getLong("reconnectAfterMillis")).isBetween(0L, 25L);
        socket.send(new JsonObject().put("type", "ping"));
        assertThat(socket.await(_ -> true).getString("type")).isEqualTo("pong");
        assertThat(socket.awaitClose()).isEqualTo(4421);
    }

    @Test
    void aClientThatComesToTheWrongSiteIsToldAfterItsWelcome() {
        var bob = register("bob.strays");
        SITE.moveAway(ShardSet.of(bob.shard()));

        var socket = client.connect(TOKENS.account(bob), "");

        assertThat(socket.await(_ -> true).getString("type")).isEqualTo("welcome");
        assertThat(socket.await(_ -> true).getString("type")).isEqualTo("moved");
        SITE.moveAway(ShardSet.none());
        // The home has come back before the client's time was over, so it stays.
        assertThat(socket.closesWithin(Duration.ofMillis(1_500))).isFalse();
        socket.close();
    }

    @Test
    void theWrongSiteNamesTheHome() {
        SITE.moveAway(ShardSet.of(ALICE.shard()));

        var reply = send(ALICE, "r", BOB, "hello");

        assertThat(reply.status()).isEqualTo(421);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().getString("code")).isEqualTo("MOVED");
        assertThat(reply.json().getString("home")).isEqualTo("canada");
        assertThat(reply.json().getLong("epoch")).isEqualTo(2);
    }

    @Test
    void withoutALeaseNothingIsDoneAndTheAnswerSaysWhenToRetry() {
        var alice = register("alice.lease");
        SITE.lease(false);

        var reply = send(alice, "r", alice, "hello");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.json().getString("code")).isEqualTo("NO_LEASE");
        SITE.lease(true);
        assertThat(send(alice, "r", alice, "hello").json().getString("kept")).isEqualTo("this");
    }

    @Test
    void aLeaseThatEndsBetweenAppendAndAnswerLeavesItUnknown() {
        var alice = register("alice.late");
        SITE.loseLeaseAfterNextLook();

        var reply = send(alice, "r", alice, "hello");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().getString("code")).isEqualTo("UNKNOWN");
        SITE.lease(true);
        assertThat(send(alice, "r", alice, "hello").json().getString("kept")).isEqualTo("same");
    }

    @Test
    void aLogThatDeclinesIsToldWithTheTimeToRetry() {
        var alice = register("alice.full");
        SITE.queue()
                .meet(
                        Optional.of(
                                new Setback.Overloaded("the log is full", Duration.ofSeconds(7))));
        var full = send(alice, "r", alice, "hello");
        SITE.queue().meet(Optional.of(new Setback.NotLeader(OptionalInt.of(2))));
        var follower = send(alice, "r", alice, "hello");

        assertThat(full.status()).isEqualTo(429);
        assertThat(full.header("Retry-After")).isEqualTo("7");
        assertThat(follower.status()).isEqualTo(503);
    }

    @Test
    void aHandleHasOneOwner() {
        register("zoe");

        var taken =
                client.post(
                        "/v1/accounts",
                        TOKENS.registrar(),
                        new JsonObject().put("requestId", "another").put("handle", "zoe"));
        var again =
                client.post(
                        "/v1/accounts",
                        TOKENS.registrar(),
                        new JsonObject().put("requestId", "reg-zoe").put("handle", "zoe"));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(again.json().getBoolean("repeated")).isTrue();
        assertThat(client.get("/v1/accounts?handle=zoe", TOKENS.registrar()).json())
                .isEqualTo(
                        client.get(
                                        "/v1/accounts/" + again.json().getLong("account"),
                                        TOKENS.registrar())
                                .json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"requestId\":\"r\",\"to\":4105,\"text\":\"a\"} x",
                "{\"requestId\":\"r\",\"requestId\":\"s\",\"to\":4105,\"text\":\"a\"}",
                "{\"requestId\":\"r\",\"to\":4105}",
                "{\"requestId\":\"\",\"to\":4105,\"text\":\"a\"}",
                "{\"requestId\":\"r\",\"to\":-1,\"text\":\"a\"}",
                "{\"requestId\":\"r\",\"to\":1e3,\"text\":\"a\"}",
                "{\"requestId\":\"r\",\"to\":99999999999999999999,\"text\":\"a\"}",
                "{\"requestId\":\"r\",\"to\":4105,\"text\":\"\"}",
                "{\"requestId\":\"r\",\"to\":4105,\"text\":7}",
                "{\"requestId\":\"r\",\"to\":4105,\"text\":\"\\ud800\"}",
                "{\"requestId\":\"r\",\"to\":4105,\"text\":\"\\u0000\"}"
            })
    void badInputIsRefusedAndNamesTheField(String body) {
        var before = SITE.queue().lastPosition();

        var reply =
                client.post(
                        "/v1/messages",
                        TOKENS.account(ALICE),
                        body.getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().getString("code")).isEqualTo("INVALID");
        assertThat(reply.json().getString("detail")).contains(":");
        assertThat(SITE.queue().lastPosition()).isEqualTo(before);
    }

    @Test
    void invalidUtf8AndOverlongBodiesAreRefused() {
        var text = "{\"requestId\":\"r\",\"to\":4105,\"text\":\"\u00ff\"}";
        var latin =
                client.post(
                        "/v1/messages",
                        TOKENS.account(ALICE),
                        text.getBytes(StandardCharsets.ISO_8859_1));
        var huge = client.post("/v1/messages", TOKENS.account(ALICE), new byte[200_000]);

        assertThat(latin.json().getString("detail")).contains("UTF-8");
        assertThat(huge.json().getString("detail")).contains("too long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/inbox?after=x",
                "/v1/inbox?limit=0",
                "/v1/inbox?limit=x",
                "/v1/accounts/x",
                "/v1/accounts/0",
                "/v1/accounts?handle=ALICE"
            })
    void badQueriesAreRefused(String path) {
        assertThat(client.get(path, TOKENS.account(ALICE)).status()).isEqualTo(400);
    }

    @Test
    void nobodyIsBelievedWithoutAToken() {
        var expired = TOKENS.token(ALICE.toString(), "account", 1_000);
        for (var token : new String[] {"", "garbage", expired}) {
            assertThat(client.get("/v1/inbox", token).status()).isEqualTo(401);
            assertThat(client.post("/v1/accounts", token, new JsonObject()).status())
                    .isEqualTo(401);
        }
        assertThat(client.get("/v1/inbox", TOKENS.registrar()).status()).isEqualTo(403);
        assertThat(client.post("/v1/accounts", TOKENS.account(ALICE), new JsonObject()).status())
                .isEqualTo(403);
        assertThat(client.get("/v1/nothing", "").status()).isEqualTo(404);
        assertThat(client.get("/openapi.yaml", "").text()).contains("openapi: 3.1.0");
    }

    @Test
    void nobodyToSendToIsSaid() {
        var alice = register("alice.alone");

        await().untilAsserted(
                        () -> assertThat(send(alice, "r", BOB, "hello").status()).isEqualTo(404));
    }

    @Test
    void aSocketThatDoesNotSayWhoItIsIsClosed() {
        assertThat(client.connect().awaitClose()).isEqualTo(4408);
        assertThat(client.connect("garbage", "").awaitClose()).isEqualTo(4401);
        assertThat(client.connect(TOKENS.registrar(), "").awaitClose()).isEqualTo(4401);
        var rude = client.connect();
        rude.sendText("{\"type\":\"send\"}");
        assertThat(rude.awaitClose()).isEqualTo(4400);
    }

    @Test
    void garbageIsSurvivedAndThenTheSocketIsClosed() {
        var socket = client.connect(TOKENS.account(ALICE), "");
        socket.await("welcome");
        socket.sendText("garbage");
        assertThat(socket.await("refused").getString("code")).isEqualTo("INVALID");
        socket.send(new JsonObject().put("type", "ping"));
        socket.await("pong");
        for (var i = 0; i < 3; i++) {
            socket.sendText("\u0000");
        }

        assertThat(socket.awaitClose()).isEqualTo(4400);
    }

    @Test
    void aClientThatConfirmsNothingGetsABoundedLead() {
        var bob = register("bob.lazy");
        for (var i = 0; i < 60; i++) {
            assertThat(send(bob, "r-" + i, bob, "note " + i).status()).isEqualTo(200);
        }
        await().until(() ->
                client.get("/v1/inbox?limit=200", TOKENS.account(bob))
                                .json()
                                .getJsonArray("items")
                                .size()
                        == 60);
        var lazy = client.connect();
        lazy.confirmNothing();
        lazy.send(
                new JsonObject()
                        .put("type", "hello")
                        .put("version", 1)
                        .put("token", TOKENS.account(bob)));
        lazy.await(f -> "note 31".equals(f.getString("text")));

        await().during(Duration.ofMillis(500)).until(() -> lazy.waiting() == 0);

        lazy.send(new JsonObject().put("type", "ack").put("key", "1.32"));
        assertThat(lazy.await("message").getString("text")).isEqualTo("note 32");
        lazy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upgrade", "keep-alive, Upgrade", "upgrade,keep-alive"})
    void everyBrowsersHandshakeIsTaken(String connection) throws IOException {
        assertThat(
                        raw(
                                """
                                GET /v1/socket HTTP/1.1
                                Host: localhost
                                Upgrade: websocket
                                Connection: %s
                                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                                Sec-WebSocket-Version: 13
                                Origin: http://example.org

                                """
                                        .formatted(connection)))
                .startsWith("HTTP/1.1 101");
    }

    @Test
    void garbageOnThePortIsSurvived() throws IOException {
        var random = new Random(9);
        for (var i = 0; i < 50; i++) {
            var bytes = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(bytes);
            try (var socket = new Socket(HOST, PORT)) {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            }
        }
        raw(
                """
                GET /v1/socket HTTP/1.1
                Host: localhost
                Upgrade: websocket
                Connection: Upgrade

                """);

        assertThat(client.get("/openapi.yaml", "").status()).isEqualTo(200);
    }

    @Test
    void aRequestThatComesByteByByteIsEndedWhileASocketGoesOn() throws IOException {
        var socket = client.connect(TOKENS.account(ALICE), "");
        socket.await("welcome");
        try (var slow = RawClient.dial(HOST, PORT)) {
            slow.send("GET /openapi.yaml HTTP/1.1\r\nX-Slow: ");
            await().pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        slow.trySend("x");
                        return slow.hasEnded();
                    });
        }
        socket.send(new JsonObject().put("type", "ping"));
        socket.await("pong");
        socket.close();
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket(HOST, PORT)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var bytes = new byte[64];
            var read = socket.getInputStream().read(bytes);
            return read < 0 ? "" : new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void figuresAndReadinessAreTold() {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        node.register(metrics);

        assertThat(node.notReady()).isEmpty();
        assertThat(node.notStarted()).isEmpty();
        assertThat(metrics.scrape())
                .contains(
                        "homeport_view_lag_entries",
                        "homeport_connections ",
                        "homeport_connections_refused_total",
                        "homeport_connections_timed_out_total");
    }

    @Test
    void messagesAreTakenAndPushedLaterWhileTheDatabaseIsAway() {
        var alice = register("alice.away");
        var bob = register("bob.away");
        var socket = client.connect(TOKENS.account(bob), "");
        socket.await("welcome");
        database.kill();
        try {
            assertThat(send(alice, "r-0", bob, "hello 0").status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20)).until(() -> node.view().trouble().isPresent());
            for (var i = 1; i < 20; i++) {
                assertThat(send(alice, "r-" + i, bob, "hello " + i).status()).isEqualTo(200);
            }
            assertThat(node.view().lagEntries()).isPositive();
            assertThat(client.get("/v1/inbox", TOKENS.account(bob)).status()).isEqualTo(503);

            var late = client.connect(TOKENS.account(alice), "");
            assertThat(late.await("welcome").getString("start")).isEqualTo("behind");
            late.send(
                    new JsonObject()
                            .put("type", "send")
                            .put("requestId", "late")
                            .put("to", bob.value())
                            .put("text", "hello 20"));
            late.await("accepted");
            late.close();
        } finally {
            database.start();
        }
        for (var i = 0; i <= 20; i++) {
            assertThat(socket.await("message").getString("text")).isEqualTo("hello " + i);
        }
        socket.close();
    }

    @Test
    void cleartextIsForLoopbackOnly() {
        assertThatThrownBy(() -> new DoorSettings("0.0.0.0", 24_090, Optional.empty()))
                .hasMessageContaining("certificate");
    }
}
