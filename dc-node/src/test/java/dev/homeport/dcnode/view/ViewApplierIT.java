package dev.homeport.dcnode.view;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static dev.homeport.dcnode.fixture.TestSite.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.logic.message.Delivery;
import dev.homeport.dcnode.logic.message.Recipients.Knowledge;
import dev.homeport.dcnode.logic.message.Sending;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlDatabase;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlReseedStore;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlViewStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the log into a real database server that fails as such servers do. */
class ViewApplierIT {

    private static TestDatabase server;

    private final TestSite site = new TestSite();
    private final Delivery delivery = new Delivery(site, site.appender());
    private final Sending sending =
            new Sending(
                    site,
                    _ -> CompletableFuture.completedFuture(Knowledge.CANNOT_TELL),
                    site.appender());
    private MysqlDatabase database;
    private ViewApplier applier;
    private int sent;

    private final ViewListener listener =
            new ViewListener() {
                @Override
                public void homesChanged() {
                    delivery.homesChanged();
                }

                @Override
                public void undelivered(List<Undelivered> messages) {
                    delivery.offer(messages);
                }

                @Override
                public void stillUndelivered(List<Undelivered> messages) {
                    delivery.offerAgain(messages);
                }

                @Override
                public void arrived(List<Arrival> arrivals) {}
            };

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = TestDatabase.start(folder, "127.45.1.2", 24_307);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void begin() {
        server.reset();
        database = MysqlDatabase.at(server.settings());
        applier = newApplier();
        applier.start();
    }

    @AfterEach
    void end() {
        applier.close();
        database.close();
    }

    private ViewApplier newApplier() {
        return new ViewApplier(
                site.queue(),
                site.format(),
                new MysqlViewStore(database, SHANGHAI),
                new Reseed(site.queue(), site.format(), new MysqlReseedStore(database, SHANGHAI)),
                site,
                listener,
                InstantSource.system(),
                new Random(1),
                Executors.defaultThreadFactory());
    }

    private void send(int count) {
        for (var i = 0; i < count; i++) {
            var request = new RequestId("r-" + sent++);
            var result = now(sending.send(ALICE, request, BOB, new MessageText("hello " + i)));
            assertThat(result).isInstanceOf(Sending.Result.Accepted.class);
        }
    }

    private void awaitEverythingDelivered() {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> {
                    assertThat(applier.status().trouble()).isEmpty();
                    assertThat(applier.status().lagEntries()).isZero();
                    assertThat(server.query("SELECT COUNT(*) FROM inbox"))
                            .containsExactly(Integer.toString(sent));
                });
        assertThat(server.query("SELECT COUNT(*) FROM undelivered")).containsExactly("0");
        assertThat(server.query("SELECT MAX(n) FROM inbox"))
                .containsExactly(Integer.toString(sent));
        assertThat(server.query("SELECT position FROM view_cursor"))
                .containsExactly(Long.toString(site.queue().lastPosition()));
    }

    @Test
    void whatIsSentIsDelivered() {
        send(300);

        awaitEverythingDelivered();
    }

    @Test
    void theBacklogOfAStoppedApplierIsCaughtUp() {
        applier.close();
        send(1_500);

        applier = newApplier();
        applier.start();

        awaitEverythingDelivered();
    }

    @Test
    void aKilledServerDelaysTheViewAndNothingElse() {
        send(20);
        awaitEverythingDelivered();

        server.kill();
        send(30);
        await().until(() -> applier.status().trouble().isPresent());
        assertThat(applier.status().lagEntries()).isPositive();
        assertThat(applier.status().isCurrent()).isFalse();
        server.start();

        awaitEverythingDelivered();
    }

    @Test
    void aServerThatOnlyReadsDelaysTheViewAndNothingElse() {
        send(5);
        awaitEverythingDelivered();

        server.readOnly(true);
        send(30);
        await().until(() -> applier.status().trouble().isPresent());
        assertThat(applier.status().trouble().orElseThrow()).contains("read-only");
        server.readOnly(false);

        awaitEverythingDelivered();
    }

    @Test
    void aFrozenServerDelaysTheViewAndNothingElse() {
        send(5);
        awaitEverythingDelivered();

        server.freeze();
        try {
            send(30);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> applier.status().trouble().isPresent());
            assertThat(applier.status().lagMillis()).isPositive();
        } finally {
            server.thaw();
        }

        awaitEverythingDelivered();
    }

    @Test
    void twoAppliersOfOneLogApplyEachEntryOnce() {
        var rival = newApplier();
        rival.start();
        try {
            send(400);

            awaitEverythingDelivered();
        } finally {
            rival.close();
        }
    }
}
