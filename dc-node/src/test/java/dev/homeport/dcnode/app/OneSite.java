package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.access.adapter.jose.JoseTokenCheck;
import dev.homeport.dcnode.access.adapter.vertx.SocketLimits;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.fixture.TestTokens;
import dev.homeport.dcnode.fixture.WebClient;
import dev.homeport.dcnode.logic.account.AccountIds.Offer;
import dev.homeport.dcnode.logic.account.HandleClaims.Claim;
import dev.homeport.process.adapter.netty.DoorLimits;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ShardSet;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One site over a log in memory: real HTTP, WebSocket, database server and key-value store. */
abstract class OneSite {

    private static final FleetId FLEET = new FleetId(new UUID(4, 5));
    static final String HOST = "127.45.2.1";
    static final int PORT = 24_080;
    private static final String BASE = "http://" + HOST + ":" + PORT;

    private record Owner(RequestId request, AccountId account) {}

    static final TestTokens TOKENS = new TestTokens(FLEET, "key");
    static final TestSite SITE = new TestSite();
    private static final AtomicLong NEXT_ID = new AtomicLong(100);
    private static final Map<Handle, Owner> OWNERS = new ConcurrentHashMap<>();

    static Vertx vertx;
    static TestDatabase database;
    static SiteNode node;

    final WebClient client = new WebClient(BASE);

    @BeforeAll
    static void startSite(@TempDir Path folder) {
        database = TestDatabase.start(folder.resolve("database"), "127.45.2.2", 24_308);
        vertx = Vertx.vertx();
        node = new SiteNode(settings(folder), ground(), vertx);
        node.start();
    }

    static SiteNode.Settings settings(Path folder) {
        return new SiteNode.Settings(
                folder,
                database.settings(),
                new DoorSettings(HOST, PORT, Optional.empty()),
                100,
                new SocketLimits(1_000, 500, 3_000, 2_000, 32, 8, 1_000, 3),
                new DoorLimits(200, 3_000));
    }

    static SiteNode.Ground ground() {
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
        SITE.leave(ShardSet.none());
    }

    AccountId register(String handle) {
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

    WebClient.Reply send(AccountId from, String request, AccountId to, String text) {
        return client.post(
                "/v1/messages",
                TOKENS.account(from),
                new JsonObject().put("requestId", request).put("to", to.value()).put("text", text));
    }
}
