package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.client.Answer;
import dev.homeport.client.Assignment;
import dev.homeport.client.Home;
import dev.homeport.client.Registration;
import dev.homeport.client.Router;
import dev.homeport.client.SiteDoor;
import dev.homeport.client.adapter.driver.LoadDriver;
import dev.homeport.client.adapter.http.HttpRegistrar;
import dev.homeport.client.adapter.http.Trust;
import dev.homeport.client.adapter.sql.DatabaseReading;
import dev.homeport.client.checker.Checker;
import dev.homeport.client.checker.Fault;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.load.LoadOrder;
import dev.homeport.client.load.LoadOutcome;
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
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load against a real site, and everything read back by its door and from its database. */
class LoadAtTheDoorIT {

    private static final FleetId FLEET = new FleetId(new UUID(7, 6));
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final String HOST = "127.176.1.1";
    private static final int PORT = 24_760;
    private static final SiteDoor DOOR =
            new SiteDoor(SHANGHAI, URI.create("http://" + HOST + ":" + PORT));
    private static final SiteDoor RELAYED =
            new SiteDoor(SHANGHAI, URI.create("http://" + HOST + ":" + (PORT + 2)));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final TestTokens TOKENS = new TestTokens(FLEET, "key");
    private static final TestSite SITE = new TestSite();
    private static final AtomicLong NEXT_ID = new AtomicLong(100);

    private static TestDatabase database;
    private static Vertx vertx;
    private static SiteNode node;
    private static HttpClient http;
    private static CuttableRelay relay;

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
    }

    @AfterAll
    static void stopSite() {
        if (node != null) {
            http.close();
            relay.close();
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

    private static DatabaseReading.Source source(String password) {
        var settings = database.settings();
        return new DatabaseReading.Source(SHANGHAI, settings.url(), settings.user(), password);
    }

    private static LoadOutcome drive(String run, LoadOrder order, DatabaseReading.Source source)
            throws Exception {
        var users = new ArrayList<LoadDriver.User>();
        for (var i = 0; i < 6; i++) {
            var name = run + "." + i;
            var registration =
                    new HttpRegistrar(http, DOOR, TOKENS.registrar(), PATIENCE, new Random(i))
                            .register(name, name);
            assertThat(registration).isInstanceOf(Registration.Registered.class);
            var account = ((Registration.Registered) registration).account();
            users.add(new LoadDriver.User(account, SHANGHAI, TOKENS.account(account)));
        }
        return new LoadDriver(
                        new LoadDriver.Surroundings(
                                http, new OneHome(), List.of(RELAYED), List.of(source)))
                .drive(users, order, 7, _ -> {});
    }

    private static LoadOrder order(int seconds, int rate) {
        return new LoadOrder(seconds, rate, 0.5, PATIENCE);
    }

    @Test
    void everythingThatWasAcknowledgedIsReadBackByDoorAndDatabase() throws Exception {
        var outcome = drive("load.calm", order(2, 60), source("secret"));

        var verdict = outcome.verdict();
        assertThat(outcome.unreadable()).isEmpty();
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.acknowledged()).isEqualTo(120);
        assertThat(outcome.histories().receipts()).hasSize(120);
        assertThat(outcome.histories().stored()).hasSize(120);
        assertThat(outcome.histories().openings()).isNotEmpty();
        assertThat(outcome.histories().inboxes())
                .hasSize(12)
                .extracting(inbox -> inbox.source())
                .contains("shanghai/api", "shanghai/sql");
    }

    @Test
    void cutConnectionsCostNothingThatWasAcknowledged() throws Exception {
        try (var trouble = Executors.newSingleThreadScheduledExecutor()) {
            var cuts =
                    trouble.scheduleWithFixedDelay(relay::cut, 1_500, 500, TimeUnit.MILLISECONDS);
            var outcome = drive("load.cut", order(3, 60), source("secret"));
            cuts.cancel(false);

            assertThat(outcome.unreadable()).isEmpty();
            assertThat(outcome.verdict().broken()).isEmpty();
            assertThat(outcome.verdict().acknowledged()).isEqualTo(180);
        }
    }

    @Test
    void aRowThatVanishesFromTheDatabaseIsFound() throws Exception {
        var calm = drive("load.torn", order(1, 20), source("secret"));
        var first = (Outcome.Acknowledged) calm.histories().attempts().getFirst().outcome();
        database.execute(
                "DELETE FROM homeport.inbox WHERE message = UNHEX('" + first.messageId() + "')");
        var accounts = calm.histories().accounts();

        var torn = DatabaseReading.of(source("secret"), accounts);

        var histories = calm.histories();
        var verdict =
                Checker.check(
                        new Histories(
                                accounts,
                                histories.attempts(),
                                histories.receipts(),
                                torn.inboxes(),
                                torn.stored(),
                                torn.openings()));
        assertThat(verdict.count(Fault.LOST)).isEqualTo(1);
        assertThat(verdict.isClean()).isFalse();
    }

    @Test
    void aDatabaseThatCannotBeReadIsNamed() throws Exception {
        var outcome =
                drive(
                        "load.unread",
                        new LoadOrder(1, 5, 0.5, Duration.ofSeconds(1)),
                        source("wrong"));

        assertThat(outcome.unreadable())
                .singleElement()
                .asString()
                .startsWith("shanghai/sql: the database of shanghai cannot be read: ")
                .doesNotContain("wrong");
        assertThat(outcome.verdict().isClean()).isTrue();
        assertThatThrownBy(() -> DatabaseReading.of(source("wrong"), Set.of(1L)))
                .hasMessageContaining("shanghai");
    }
}
