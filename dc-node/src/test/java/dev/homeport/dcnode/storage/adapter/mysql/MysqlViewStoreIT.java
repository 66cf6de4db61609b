package dev.homeport.dcnode.storage.adapter.mysql;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static dev.homeport.dcnode.fixture.Entries.delivered;
import static dev.homeport.dcnode.fixture.Entries.message;
import static dev.homeport.dcnode.fixture.Entries.opened;
import static dev.homeport.dcnode.fixture.Entries.registered;
import static dev.homeport.dcnode.fixture.Entries.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.logic.account.Account;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.storage.StorageException;
import dev.homeport.dcnode.view.Arrival;
import dev.homeport.dcnode.view.EffectiveEntry;
import dev.homeport.dcnode.view.ViewBatch;
import dev.homeport.dcnode.view.ViewStore.Result;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view on a real database server. */
class MysqlViewStoreIT {

    private static TestDatabase server;

    private MysqlDatabase database;
    private MysqlViewStore store;
    private long position;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = TestDatabase.start(folder, "127.45.1.1", 24_306);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void openStore() {
        server.reset();
        database = MysqlDatabase.at(server.settings());
        store = new MysqlViewStore(database, SHANGHAI);
        store.prepare();
    }

    @AfterEach
    void closeStore() {
        database.close();
    }

    private Result.Applied apply(SiteLog stream, SiteEntry... entries) {
        var effective = new ArrayList<EffectiveEntry>();
        var after = position;
        for (var entry : entries) {
            effective.add(
                    new EffectiveEntry(++position, new EntryAddress(stream, position), entry));
        }
        var batch = new ViewBatch(after, position, effective, Map.of(stream, position), List.of());
        return (Result.Applied) store.apply(batch);
    }

    private List<String> inbox(AccountId account, SyncKey after) {
        return new MysqlInboxView(database)
                .after(account, after, 100).stream().map(i -> i.key() + " " + i.text()).toList();
    }

    @Test
    void aMessageIsSentDeliveredAndRead() {
        apply(SHANGHAI, opened(ShardSet.all(), 1), registered(ALICE, "alice"));
        var sent = apply(SHANGHAI, sent(ALICE, "r", BOB, "你好 \uD83D\uDC4B\n"));

        assertThat(sent.undelivered())
                .containsExactly(
                        new Undelivered(message(ALICE, "r"), BOB, new EntryAddress(SHANGHAI, 3)));
        assertThat(store.undelivered(ShardSet.all(), 10)).isEqualTo(sent.undelivered());
        assertThat(store.undelivered(ShardSet.of(ALICE.shard()), 10)).isEmpty();

        var delivered = apply(SHANGHAI, delivered(1, message(ALICE, "r"), BOB));

        var key = new SyncKey(Epoch.FIRST, 1);
        var item = new InboxItem(key, message(ALICE, "r"), ALICE, "你好 \uD83D\uDC4B\n", 2_000);
        assertThat(delivered.arrivals()).containsExactly(new Arrival(BOB, key, Optional.of(item)));
        assertThat(store.undelivered(ShardSet.all(), 10)).isEmpty();
        assertThat(new MysqlInboxView(database).after(BOB, SyncKey.START, 10))
                .containsExactly(item);
        assertThat(store.position()).isEqualTo(4);
    }

    @Test
    void sentAndDeliveredInOneBatchInEitherOrderIsDelivered() {
        var first =
                apply(
                        SHANGHAI,
                        sent(ALICE, "a", BOB, "first"),
                        delivered(1, message(ALICE, "a"), BOB),
                        delivered(1, message(ALICE, "b"), BOB),
                        sent(ALICE, "b", BOB, "second"));

        assertThat(first.undelivered()).isEmpty();
        assertThat(store.undelivered(ShardSet.all(), 10)).isEmpty();
        assertThat(inbox(BOB, SyncKey.START)).containsExactly("1.1 first", "1.2 second");
    }

    @Test
    void aDeliveryThatOvertookItsMessageIsShownOnceTheMessageIsHere() {
        apply(SHANGHAI, sent(ALICE, "b", BOB, "later"));
        apply(
                CANADA,
                delivered(1, message(ALICE, "a"), BOB),
                delivered(1, message(ALICE, "b"), BOB));

        // The first place has no text yet: the second may not be shown before it.
        assertThat(inbox(BOB, SyncKey.START)).isEmpty();

        var late = apply(SHANGHAI, sent(ALICE, "a", BOB, "overtaken"));

        assertThat(late.undelivered()).isEmpty();
        assertThat(late.arrivals())
                .containsExactly(new Arrival(BOB, SyncKey.parse("1.1"), Optional.empty()));
        assertThat(inbox(BOB, SyncKey.START)).containsExactly("1.1 overtaken", "1.2 later");
    }

    @Test
    void aRepeatPastTheWindowChangesNothing() {
        apply(SHANGHAI, registered(ALICE, "alice"), sent(ALICE, "r", BOB, "the first"));
        apply(SHANGHAI, delivered(1, message(ALICE, "r"), BOB));

        var again =
                apply(
                        SHANGHAI,
                        registered(ALICE, "another"),
                        sent(ALICE, "r", ALICE, "another text and recipient"),
                        delivered(1, message(ALICE, "r"), BOB));

        assertThat(again.undelivered()).isEmpty();
        assertThat(again.arrivals()).isEmpty();
        assertThat(inbox(BOB, SyncKey.START)).containsExactly("1.1 the first");
        assertThat(inbox(ALICE, SyncKey.START)).isEmpty();
        assertThat(new MysqlAccountView(database).byId(ALICE))
                .contains(new Account(ALICE, new Handle("alice"), 2_000));
        assertThat(new MysqlAccountView(database).byHandle(new Handle("another"))).isEmpty();
    }

    @Test
    void oneBatchMayAddToAsManyInboxesAsItHasEntries() {
        var recipients = LongStream.rangeClosed(1, 500).mapToObj(AccountId::new).toList();
        for (var round = 1; round <= 2; round++) {
            var request = "r" + round;
            var sent =
                    apply(
                            SHANGHAI,
                            recipients.stream()
                                    .map(to -> sent(to, request, to, request))
                                    .toArray(SiteEntry[]::new));
            assertThat(sent.undelivered()).hasSize(500);

            var delivered =
                    apply(
                            SHANGHAI,
                            recipients.stream()
                                    .map(to -> delivered(1, message(to, request), to))
                                    .toArray(SiteEntry[]::new));

            var key = new SyncKey(Epoch.FIRST, round);
            assertThat(delivered.arrivals())
                    .extracting(Arrival::account, Arrival::key)
                    .isEqualTo(recipients.stream().map(to -> tuple(to, key)).toList());
            assertThat(store.undelivered(ShardSet.all(), 10)).isEmpty();
        }
        assertThat(inbox(recipients.getLast(), SyncKey.START)).containsExactly("1.1 r1", "1.2 r2");
    }

    @Test
    void numbersGoOnUnderALaterEpoch() {
        apply(
                SHANGHAI,
                opened(ShardSet.all(), 1),
                sent(ALICE, "a", BOB, "first"),
                delivered(1, message(ALICE, "a"), BOB),
                sent(ALICE, "b", BOB, "second"));
        apply(CANADA, opened(ShardSet.of(BOB.shard()), 2, 1, Map.of(SHANGHAI, 4L)));
        apply(CANADA, delivered(2, message(ALICE, "b"), BOB));

        assertThat(inbox(BOB, SyncKey.START)).containsExactly("1.1 first", "2.2 second");
        assertThat(inbox(BOB, SyncKey.parse("1.1"))).containsExactly("2.2 second");
        var standing = new MysqlInboxView(database).standing(BOB, Epoch.FIRST);
        assertThat(standing.opening()).isEqualTo(new Epoch(2));
        assertThat(standing.lastAtOrBelow()).isEqualTo(SyncKey.parse("1.1"));
        assertThat(new MysqlInboxView(database).standing(ALICE, Epoch.FIRST).opening())
                .isEqualTo(Epoch.FIRST);
    }

    @Test
    void anOlderOpeningDoesNotReplaceALaterOne() {
        apply(CANADA, opened(ShardSet.all(), 3));
        apply(SHANGHAI, opened(ShardSet.all(), 2));

        assertThat(
                        server.query(
                                "SELECT DISTINCT CONCAT(epoch, predecessor, site) FROM"
                                        + " shard_opening"))
                .containsExactly("32canada");
        assertThat(server.query("SELECT COUNT(*) FROM shard_opening")).containsExactly("4096");
    }

    @Test
    void aBatchThatDoesNotBeginWhereTheViewStandsChangesNothing() {
        apply(SHANGHAI, sent(ALICE, "a", BOB, "first"));
        position = 0;
        var stale =
                new ViewBatch(
                        0,
                        1,
                        List.of(
                                new EffectiveEntry(
                                        1,
                                        new EntryAddress(SHANGHAI, 1),
                                        sent(ALICE, "b", BOB, "second"))),
                        Map.of(),
                        List.of());

        assertThat(store.apply(stale)).isEqualTo(new Result.StandsElsewhere(1));
        assertThat(server.query("SELECT COUNT(*) FROM message")).containsExactly("1");
    }

    @Test
    void anotherLogsDatabaseIsNotTouched() {
        var other = new MysqlViewStore(database, CANADA);

        assertThatThrownBy(other::prepare)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("shanghai#1")
                .hasMessageContaining("canada#1");
        assertThatThrownBy(other::position).isInstanceOf(StorageException.class);
    }

    @Test
    void preparingTwiceChangesNothing() {
        apply(SHANGHAI, sent(ALICE, "a", BOB, "first"));

        new MysqlViewStore(database, SHANGHAI).prepare();

        assertThat(store.position()).isEqualTo(1);
    }

    @Test
    void aBatchThatFailsInTheMiddleLeavesNothing() {
        apply(SHANGHAI, sent(ALICE, "a", BOB, "first"));
        server.execute("RENAME TABLE homeport.stream_cursor TO homeport.elsewhere");
        position = 1;

        assertThatThrownBy(() ->
                        apply(
                                SHANGHAI,
                                sent(ALICE, "b", BOB, "second"),
                                delivered(1, message(ALICE, "b"), BOB)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("stream_cursor");

        server.execute("RENAME TABLE homeport.elsewhere TO homeport.stream_cursor");
        position = 1;
        var again = apply(SHANGHAI, sent(ALICE, "b", BOB, "second"));
        assertThat(again.undelivered()).hasSize(1);
        assertThat(server.query("SELECT COUNT(*) FROM message")).containsExactly("2");
    }

    @Test
    void aServerThatHangsCostsSecondsAndNotMore() {
        apply(SHANGHAI, sent(ALICE, "a", BOB, "first"));
        server.freeze();
        try {
            var began = System.nanoTime();

            assertThatThrownBy(() -> store.position()).isInstanceOf(StorageException.class);

            assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
        } finally {
            server.thaw();
        }
        assertThat(store.position()).isEqualTo(1);
    }
}
