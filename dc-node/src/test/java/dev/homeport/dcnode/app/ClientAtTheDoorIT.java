package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.client.Answer;
import dev.homeport.client.Assignment;
import dev.homeport.client.Home;
import dev.homeport.client.InboxItem;
import dev.homeport.client.InboxPage;
import dev.homeport.client.Kept;
import dev.homeport.client.Registration;
import dev.homeport.client.Router;
import dev.homeport.client.SendResult;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.SyncKey;
import dev.homeport.client.adapter.http.HttpRegistrar;
import dev.homeport.client.adapter.http.HttpSite;
import dev.homeport.client.adapter.http.Trust;
import dev.homeport.client.adapter.websocket.SocketSession;
import dev.homeport.client.adapter.websocket.SocketSessions;
import dev.homeport.client.session.SessionSettings;
import dev.homeport.dcnode.access.adapter.jose.JoseTokenCheck;
import dev.homeport.dcnode.access.adapter.vertx.SocketLimits;
import dev.homeport.dcnode.fixture.CuttableRelay;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.fixture.TestTokens;
import dev.homeport.dcnode.logic.account.AccountIds.Offer;
import dev.homeport.dcnode.logic.account.HandleClaims.Claim;
import dev.homeport.process.adapter.netty.DoorLimits;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client at the door of a real site. */
class ClientAtTheDoorIT {

    private static final FleetId FLEET = new FleetId(new UUID(7, 4));
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final String HOST = "127.175.1.1";
    private static final int PORT = 24_750;
    private static final SiteDoor DOOR =
            new SiteDoor(SHANGHAI, URI.create("http://" + HOST + ":" + PORT));
    private static final SiteDoor RELAYED =
            new SiteDoor(SHANGHAI, URI.create("http://" + HOST + ":" + (PORT + 2)));

    /** The same site again, under the name of the one that homes move to. */
    private static final SiteDoor NEXT = new SiteDoor(new SiteId("canada"), RELAYED.access());

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final TestTokens TOKENS = new TestTokens(FLEET, "key");
    private static final TestSite SITE = new TestSite();
    private static final AtomicLong NEXT_ID = new AtomicLong(100);

    private static Vertx vertx;
    private static TestDatabase database;
    private static SiteNode node;
    private static HttpClient http;
    private static CuttableRelay relay;
    private static SocketSessions sessions;

    @BeforeAll
    static void startSite(@TempDir Path folder) throws Exception {
        database = TestDatabase.start(folder.resolve("database"), HOST, PORT + 3);
        vertx = Vertx.vertx();
        node =
                new SiteNode(
                        new SiteNode.Settings(
                                folder,
                                database.settings(),
                                new DoorSettings(HOST, PORT, Optional.empty()),
                                100,
                                SocketLimits.DEFAULT,
                                new DoorLimits(100, 10_000)),
                        new SiteNode.Ground(
                                SITE.queue(),
                                SITE.log(),
                                SITE,
                                _ ->
                                        CompletableFuture.completedFuture(
                                                new Offer.Offered(
                                                        new AccountId(
                                                                NEXT_ID.incrementAndGet() << 12))),
                                (_, candidate, _, _) ->
                                        CompletableFuture.completedFuture(
                                                new Claim.Reserved(candidate)),
                                new JoseTokenCheck(
                                        FLEET,
                                        Map.of("key", TOKENS.publicKey()),
                                        InstantSource.system()),
                                InstantSource.system(),
                                new Random(5)),
                        vertx);
        node.start();
        relay = new CuttableRelay(HOST, PORT + 2, HOST, PORT);
        http = Trust.usual().client(Executors.newVirtualThreadPerTaskExecutor());
        sessions =
                new SocketSessions(
                        http, new OneHome(), List.of(RELAYED, NEXT), SessionSettings.USUAL, 3);
    }

    @AfterAll
    static void stopSite() {
        if (node != null) {
            sessions.close();
            relay.close();
            http.close();
            node.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void mendTheSite() {
        SITE.lease(true);
        SITE.leave(ShardSet.none());
        SITE.moveAway(ShardSet.none());
    }

    private static final class OneHome implements Router {

        @Override
        public CompletionStage<Answer<Home>> homeOf(AccountId account) {
            return CompletableFuture.completedFuture(
                    new Answer.Given<>(new Home(RELAYED, Epoch.FIRST)));
        }

        @Override
        public CompletionStage<Answer<Assignment>> assign(Optional<String> address) {
            return CompletableFuture.completedFuture(
                    new Answer.Given<>(new Assignment(RELAYED, Optional.empty(), "the only one")));
        }
    }

    private static AccountId register(String handle) throws InterruptedException {
        var registration =
                new HttpRegistrar(http, DOOR, TOKENS.registrar(), PATIENCE, new Random(1))
                        .register("reg-" + handle, handle);
        assertThat(registration).isInstanceOf(Registration.Registered.class);
        var account = ((Registration.Registered) registration).account();
        var site = new HttpSite(http, DOOR, PATIENCE);
        await().until(() -> site.account(TOKENS.registrar(), handle) instanceof Answer.Given<?>);
        return account;
    }

    private static SocketSession begin(AccountId account, List<InboxItem> received) {
        return sessions.begin(
                account,
                TOKENS.account(account),
                Optional.empty(),
                Optional.of(SyncKey.START),
                received::add);
    }

    private static SendResult result(CompletableFuture<SendResult> sending) {
        return sending.orTimeout(40, TimeUnit.SECONDS).join();
    }

    @Test
    void oneRequestIdIsOneMessageAndTheAnswerSaysWhich() throws Exception {
        var alice = register("alice.kept");
        var bob = register("bob.kept");
        var session = begin(alice, new ArrayList<>());

        var first = result(session.send("r", bob, "first", PATIENCE));
        var same = result(session.send("r", bob, "first", PATIENCE));
        var other = result(session.send("r", bob, "another text", PATIENCE));
        var nobody = result(session.send("s", new AccountId(999), "hello", PATIENCE));

        assertThat(((SendResult.Acknowledged) first).kept()).isEqualTo(Kept.THIS);
        assertThat(((SendResult.Acknowledged) same).kept()).isEqualTo(Kept.SAME);
        assertThat(((SendResult.Acknowledged) other).kept()).isEqualTo(Kept.OTHER);
        assertThat(nobody)
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code())
                                        .isEqualTo(ErrorCode.NOT_FOUND));
        session.stop(PATIENCE);
    }

    @Test
    void whileAHomeIsAboutToLeaveBothConnectionsWorkAndAfterwardsOneIsLeft() throws Exception {
        var alice = register("alice.leaves");
        var bob = register("bob.is.told");
        var meters = new SimpleMeterRegistry();
        node.register(meters);
        var clients = meters.get("homeport.clients").gauge();
        var session = begin(alice, new ArrayList<>());
        assertThat(acknowledgedBy(session.send("first", bob, "hello", PATIENCE)))
                .isEqualTo(SHANGHAI);
        var before = clients.value();

        SITE.leave(ShardSet.of(alice.shard()));
        node.homesChanged();
        await().atMost(PATIENCE).until(() -> clients.value() == before + 1);
        assertThat(acknowledgedBy(session.send("second", bob, "hello", PATIENCE)))
                .isEqualTo(SHANGHAI);

        SITE.leave(ShardSet.none());
        SITE.moveAway(ShardSet.of(alice.shard()));
        node.homesChanged();
        await().atMost(PATIENCE).until(() -> clients.value() == before);
        SITE.moveAway(ShardSet.none());
        assertThat(acknowledgedBy(session.send("third", bob, "hello", PATIENCE)))
                .isEqualTo(NEXT.site());
        session.stop(PATIENCE);
    }

    private static SiteId acknowledgedBy(CompletableFuture<SendResult> sending) {
        assertThat(result(sending)).isInstanceOf(SendResult.Acknowledged.class);
        return ((SendResult.Acknowledged) result(sending)).site();
    }

    @Test
    void cutConnectionsLoseDoubleAndReorderNothing() throws Exception {
        var alice = register("alice.cut");
        var bob = register("bob.cut");
        var received = new CopyOnWriteArrayList<InboxItem>();
        var from = begin(alice, new ArrayList<>());
        var to = begin(bob, received);
        var sent = new ArrayList<CompletableFuture<SendResult>>();

        for (var i = 0; i < 200; i++) {
            sent.add(from.send("r-" + i, bob, "text " + i, Duration.ofSeconds(30)));
            if (i % 25 == 24) {
                var expected = i - 20;
                await().until(() -> sent.get(expected).isDone());
                relay.cut();
            }
        }

        var expected = IntStream.range(0, 200).mapToObj(i -> "text " + i).toList();
        assertThat(sent.stream().map(ClientAtTheDoorIT::result))
                .allSatisfy(one -> assertThat(one).isInstanceOf(SendResult.Acknowledged.class));
        await().atMost(Duration.ofSeconds(20)).until(() -> received.size() >= 200);
        assertThat(received.stream().map(InboxItem::text).toList()).isEqualTo(expected);
        assertThat(inbox(bob).stream().map(InboxItem::text).toList()).isEqualTo(expected);
        from.stop(PATIENCE);
        to.stop(PATIENCE);
    }

    private static List<InboxItem> inbox(AccountId account) throws InterruptedException {
        var site = new HttpSite(http, DOOR, PATIENCE);
        var items = new ArrayList<InboxItem>();
        var after = SyncKey.START;
        while (true) {
            var answer = site.inbox(TOKENS.account(account), after, 50);
            assertThat(answer).isInstanceOf(Answer.Given.class);
            var page = ((Answer.Given<InboxPage>) answer).value();
            items.addAll(page.items());
            after = page.end();
            if (!page.more()) {
                return items;
            }
        }
    }

    @Test
    void withoutALeaseAMessageIsUnknownAndTheSameRequestSettlesIt() throws Exception {
        var alice = register("alice.unsure");
        var session = begin(alice, new ArrayList<>());
        SITE.loseLeaseAfterNextLook();
        var unknown = result(session.send("r", alice, "note", Duration.ofSeconds(2)));
        SITE.lease(true);
        var settled = result(session.send("r", alice, "note", PATIENCE));

        assertThat(unknown).isInstanceOf(SendResult.Unknown.class);
        assertThat(((SendResult.Acknowledged) settled).kept()).isEqualTo(Kept.SAME);
        session.stop(PATIENCE);
    }

    @Test
    void aMessageThatNoHomeTookIsRefusedAtItsDeadline() throws Exception {
        var alice = register("alice.away");
        var session = begin(alice, new ArrayList<>());
        result(session.send("r-1", alice, "note", PATIENCE));
        SITE.moveAway(ShardSet.of(alice.shard()));

        var refused = result(session.send("r-2", alice, "note", Duration.ofSeconds(3)));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        it -> assertThat(it.refusal().code()).isEqualTo(ErrorCode.MOVED));
    }

    @Test
    void aTokenThatIsNotBelievedEndsTheSession() {
        var session =
                sessions.begin(
                        new AccountId(4096),
                        "no token",
                        Optional.empty(),
                        Optional.empty(),
                        _ -> {});

        assertThat(
                        session.ended()
                                .toCompletableFuture()
                                .orTimeout(20, TimeUnit.SECONDS)
                                .join()
                                .code())
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
    }
}
