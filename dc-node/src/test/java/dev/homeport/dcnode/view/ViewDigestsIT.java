package dev.homeport.dcnode.view;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static dev.homeport.dcnode.fixture.Entries.delivered;
import static dev.homeport.dcnode.fixture.Entries.digested;
import static dev.homeport.dcnode.fixture.Entries.message;
import static dev.homeport.dcnode.fixture.Entries.opened;
import static dev.homeport.dcnode.fixture.Entries.registered;
import static dev.homeport.dcnode.fixture.Entries.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlDatabase;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlDigestStore;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlReseedStore;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlViewStore;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view that runs, compares its sums and mends itself, on a real database server. */
class ViewDigestsIT {

    private static final ShardSet BOBS = ShardSet.of(BOB.shard());

    private static TestDatabase server;

    private final TestSite site = new TestSite();
    private final List<ShardSet> rebuilt = new CopyOnWriteArrayList<>();
    private MysqlDatabase database;
    private ViewApplier applier;
    private DigestKeeper keeper;

    private final ViewListener listener =
            new ViewListener() {
                @Override
                public void homesChanged() {}

                @Override
                public void undelivered(List<Undelivered> messages) {}

                @Override
                public void stillUndelivered(List<Undelivered> messages) {}

                @Override
                public void arrived(List<Arrival> arrivals) {}

                @Override
                public void rebuilt(ShardSet shards) {
                    rebuilt.add(shards);
                }
            };

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = TestDatabase.start(folder, "127.180.1.3", 24_322);
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
        start();
    }

    private void start() {
        database = MysqlDatabase.at(server.settings());
        var reseed =
                new Reseed(site.queue(), site.format(), new MysqlReseedStore(database, SHANGHAI));
        applier =
                new ViewApplier(
                        site.queue(),
                        site.format(),
                        new MysqlViewStore(database, SHANGHAI),
                        reseed,
                        site,
                        listener,
                        InstantSource.system(),
                        new Random(1),
                        Executors.defaultThreadFactory());
        keeper =
                new DigestKeeper(
                        new MysqlDigestStore(database, SHANGHAI),
                        site.controlAppends(),
                        reseed::wanted);
        applier.onDigests(keeper::wake, keeper::differing);
        applier.start();
        keeper.start();
    }

    @AfterEach
    void end() {
        keeper.close();
        applier.close();
        database.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20));
    }

    private long append(SiteLog stream, SiteEntry... entries) {
        var offset = 0L;
        for (var entry : entries) {
            offset = site.queue().append(stream, site.format().encode(entry)).entry().offset();
        }
        return offset;
    }

    private void awaitLevel() {
        soon().untilAsserted(() -> {
            assertThat(applier.status().trouble()).isEmpty();
            assertThat(applier.status().lagEntries()).isZero();
            assertThat(applier.status().reseeding()).isZero();
        });
    }

    private long statements() {
        return site.queue().entries().stream()
                .filter(each -> each.entry().draft().type() == EntryType.SHARDS_DIGESTED.number())
                .count();
    }

    private String text() {
        return String.join(",", server.query("SELECT body FROM message"));
    }

    @Test
    void aRowThatWasChangedByHandIsBuiltAgainBeforeThisSiteSaysWhatItHolds() {
        append(SHANGHAI, registered(BOB, "bob"), sent(BOB, "b", ALICE, "as it was sent"));
        var end = append(SHANGHAI, delivered(1, message(BOB, "b"), ALICE));
        awaitLevel();
        server.execute("UPDATE homeport.message SET body = 'forged'");
        append(CANADA, opened(BOBS, 2, 1, Map.of(SHANGHAI, end)));
        soon().until(this::text, "as it was sent"::equals);
        awaitLevel();
        assertThat(rebuilt).containsExactly(BOBS);
        assertThat(statements()).isZero();

        append(SHANGHAI, opened(BOBS, 3, 2, Map.of(SHANGHAI, end, CANADA, 1L)));

        soon().untilAsserted(() -> assertThat(statements()).isEqualTo(1));
        awaitLevel();
        assertThat(applier.status().differing()).isZero();
        assertThat(rebuilt).containsExactly(BOBS);
        assertThat(server.query("SELECT COUNT(*) FROM shard_statement")).containsExactly("1");
    }

    @Test
    void aSiteThatSaysSomethingElseStaysTroubleThatStopsNothing() {
        var end = append(SHANGHAI, registered(BOB, "bob"));
        append(CANADA, opened(BOBS, 2, 1, Map.of(SHANGHAI, end)));
        append(CANADA, digested(2, Map.of(BOB.shard(), 4_711L)));

        soon().untilAsserted(() -> assertThat(applier.status().differing()).isEqualTo(1));
        awaitLevel();
        assertThat(rebuilt).containsExactly(BOBS);
        assertThat(applier.status().isCurrent()).isTrue();

        append(SHANGHAI, registered(ALICE, "alice"));
        soon().untilAsserted(() ->
                assertThat(server.query("SELECT handle FROM account ORDER BY id"))
                        .containsExactly("alice", "bob"));
        assertThat(rebuilt).containsExactly(BOBS);
    }
}
