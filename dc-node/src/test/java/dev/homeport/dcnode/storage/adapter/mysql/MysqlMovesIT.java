package dev.homeport.dcnode.storage.adapter.mysql;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static dev.homeport.dcnode.fixture.Entries.closed;
import static dev.homeport.dcnode.fixture.Entries.message;
import static dev.homeport.dcnode.fixture.Entries.opened;
import static dev.homeport.dcnode.fixture.Entries.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.view.AdoptedEntry;
import dev.homeport.dcnode.view.AdoptedEntry.Kind;
import dev.homeport.dcnode.view.AdoptedEntry.Outcome;
import dev.homeport.dcnode.view.EffectiveEntry;
import dev.homeport.dcnode.view.ViewBatch;
import dev.homeport.dcnode.view.ViewStore.Result;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the view keeps because homes move, on a real database server. */
class MysqlMovesIT {

    private static final ShardSet BOBS = ShardSet.of(BOB.shard());

    private static TestDatabase server;

    private MysqlDatabase database;
    private MysqlViewStore store;
    private long position;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = TestDatabase.start(folder, "127.45.1.7", 24_314);
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
        open();
    }

    private void open() {
        database = MysqlDatabase.at(server.settings());
        store = new MysqlViewStore(database, SHANGHAI);
        store.prepare();
    }

    @AfterEach
    void closeStore() {
        database.close();
    }

    private Result.Applied apply(SiteLog stream, SiteEntry entry) {
        var after = position++;
        var effective = new EffectiveEntry(position, new EntryAddress(stream, position), entry);
        return apply(
                new ViewBatch(
                        after, position, List.of(effective), Map.of(stream, position), List.of()));
    }

    private Result.Applied apply(ViewBatch batch) {
        return (Result.Applied) store.apply(batch);
    }

    /** What stood in Canada's stream is stated again in Shanghai's. */
    private AdoptedEntry adopt(long original, long epoch, Outcome outcome) {
        var after = position++;
        var adopted =
                new AdoptedEntry(
                        position,
                        new EntryAddress(SHANGHAI, position),
                        new Epoch(epoch),
                        new EntryAddress(CANADA, original),
                        Epoch.FIRST,
                        Kind.MESSAGE,
                        outcome);
        apply(
                new ViewBatch(
                        after, position, List.of(), Map.of(SHANGHAI, position), List.of(adopted)));
        return adopted;
    }

    @Test
    void whatWasAdoptedIsListedPageByPageAndCountedAlsoByWhoComesLater() {
        var list = new MysqlAdoptionList(database);
        assertThat(list.page(0, 10)).isEmpty();
        var first = adopt(4_711, 2, Outcome.ADOPTED);
        var second = adopt(4_713, 2, Outcome.REPEATED);
        apply(SHANGHAI, sent(ALICE, "a", BOB, "something else"));
        var third = adopt(4_712, 2, Outcome.ADOPTED);

        assertThat(list.page(0, 2)).containsExactly(first, second);
        assertThat(list.page(second.position(), 2)).containsExactly(third);
        assertThat(list.page(third.position(), 2)).isEmpty();
        assertThat(store.adopted()).isEqualTo(3);
        database.close();
        open();
        assertThat(store.adopted()).as("after a start").isEqualTo(3);
    }

    @Test
    void ofOneHomeTheFirstWordHoldsAndOfTwoThatOfTheLater() {
        var list = new MysqlAdoptionList(database);
        var first = adopt(4_711, 3, Outcome.ADOPTED);
        adopt(4_711, 3, Outcome.REPEATED);
        adopt(4_711, 2, Outcome.REPEATED);
        assertThat(list.page(0, 10)).containsExactly(first);

        var later = adopt(4_711, 4, Outcome.REPEATED);
        assertThat(list.page(0, 10)).containsExactly(later);
        assertThat(store.adopted()).isOne();
    }

    @Test
    void everyOpeningOfAShardIsKeptWithWhatItInherits() {
        apply(SHANGHAI, opened(ShardSet.all(), 1));
        apply(CANADA, opened(BOBS, 3, 1, Map.of(SHANGHAI, 4_711L, CANADA, 17L)));
        // One that comes late is history all the same.
        apply(SHANGHAI, opened(BOBS, 2, 1, Map.of(SHANGHAI, 9L)));

        assertThat(
                        server.query(
                                "SELECT CONCAT_WS('|', epoch, predecessor, site, incarnation,"
                                        + " stream_offset, vector) FROM shard_opening_history"
                                        + " WHERE shard = "
                                        + BOB.shard()
                                        + " ORDER BY epoch"))
                .containsExactly(
                        "1|0|shanghai|1|1|",
                        "2|1|shanghai|1|3|shanghai#1=9",
                        "3|1|canada|1|2|canada#1=17 shanghai#1=4711");
        assertThat(server.query("SELECT COUNT(*) FROM shard_opening_history"))
                .containsExactly("4098");
        assertThat(server.query("SELECT epoch FROM shard_opening WHERE shard = " + BOB.shard()))
                .containsExactly("3");
    }

    @Test
    void openingsAndClosingsAreTold() {
        assertThat(apply(SHANGHAI, opened(ShardSet.all(), 1)).homesChanged()).isTrue();
        assertThat(apply(SHANGHAI, sent(ALICE, "a", BOB, "first")).homesChanged()).isFalse();
        assertThat(apply(CANADA, closed(BOBS, 2)).homesChanged()).isTrue();
    }

    @Test
    void messagesOfASenderWhoMovedWaitInTheOrderInWhichTheyWereSent() {
        apply(SHANGHAI, sent(ALICE, "a", BOB, "sent in Shanghai"));
        apply(CANADA, sent(ALICE, "b", BOB, "sent in Canada, whose name comes first"));
        apply(SHANGHAI, sent(ALICE, "c", BOB, "sent in Shanghai again"));

        assertThat(store.undelivered(ShardSet.all(), 10))
                .extracting(Undelivered::message)
                .containsExactly(message(ALICE, "a"), message(ALICE, "b"), message(ALICE, "c"));
        assertThat(store.undelivered(ShardSet.all(), 2))
                .extracting(Undelivered::message)
                .containsExactly(message(ALICE, "a"), message(ALICE, "b"));
    }

    @Test
    void aViewFromBeforeHomesMovedGoesOn() {
        apply(SHANGHAI, opened(ShardSet.all(), 1));
        apply(SHANGHAI, sent(ALICE, "a", BOB, "first"));
        apply(SHANGHAI, sent(ALICE, "b", BOB, "second"));
        database.close();
        server.execute("DROP TABLE homeport.shard_opening_history");
        server.execute("ALTER TABLE homeport.undelivered DROP COLUMN position");
        server.execute("DROP TABLE homeport.shard_digest");
        server.execute("DROP TABLE homeport.shard_reseed");
        server.execute("DROP TABLE homeport.shard_statement");
        server.execute("ALTER TABLE homeport.inbox DROP KEY inbox_shard, DROP COLUMN shard");
        server.execute("DROP TABLE homeport.adoption");
        server.execute("DELETE FROM homeport.schema_history WHERE version IN ('2', '3', '4')");

        open();

        // All of it is to be built again, and nothing is told of it until then.
        apply(CANADA, sent(ALICE, "c", BOB, "third"));
        assertThat(store.undelivered(ShardSet.all(), 10)).isEmpty();
        assertThat(server.query("SELECT COUNT(*) FROM shard_reseed WHERE replayed IS NULL"))
                .containsExactly("4096");
        assertThat(
                        server.query(
                                "SELECT DISTINCT CONCAT_WS('|', epoch, predecessor, site, vector)"
                                        + " FROM shard_opening_history"))
                .containsExactly("1|0|shanghai|");
    }
}
