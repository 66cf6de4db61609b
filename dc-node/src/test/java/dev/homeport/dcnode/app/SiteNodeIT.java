package dev.homeport.dcnode.app;

import static dev.homeport.dcnode.fixture.Entries.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site does for its users, and with its database away. */
class SiteNodeIT extends OneSite {

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

    @Test
    void nobodyToSendToIsSaid() {
        var alice = register("alice.alone");

        await().untilAsserted(
                        () -> assertThat(send(alice, "r", BOB, "hello").status()).isEqualTo(404));
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
}
