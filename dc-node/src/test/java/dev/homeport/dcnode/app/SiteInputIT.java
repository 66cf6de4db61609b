package dev.homeport.dcnode.app;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.fixture.RawClient;
import dev.homeport.quorumqueue.ReadLimit;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a site says to strangers, garbage and bad input. */
class SiteInputIT extends OneSite {

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
        // What others had sent before may still be delivered meanwhile.
        assertThat(SITE.queue().read(before + 1, ReadLimit.DEFAULT))
                .noneMatch(judged -> judged.entry().type() == EntryType.MESSAGE_SENT.number());
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
    void cleartextIsForLoopbackOnly() {
        assertThatThrownBy(() -> new DoorSettings("0.0.0.0", 24_090, Optional.empty()))
                .hasMessageContaining("certificate");
    }
}
