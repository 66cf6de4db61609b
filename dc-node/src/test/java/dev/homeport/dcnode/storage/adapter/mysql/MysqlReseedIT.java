package dev.homeport.dcnode.storage.adapter.mysql;

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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.logic.sync.SyncStart;
import dev.homeport.dcnode.logic.sync.Syncing;
import dev.homeport.dcnode.storage.StorageException;
import dev.homeport.dcnode.view.Flagged;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;
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

/** Shards that are built again from the log, and what has them built again, on a real server. */
class MysqlReseedIT {

    private static final ShardSet ALICES = ShardSet.of(ALICE.shard());
    private static final ShardSet BOBS = ShardSet.of(BOB.shard());

    private static TestDatabase server;

    private TestSite site;
    private RebuiltView view;

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = TestDatabase.start(folder, "127.180.1.1", 24_320);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        server.reset();
        site = new TestSite();
        view = new RebuiltView(server, site.queue());
    }

    @AfterEach
    void close() {
        view.close();
    }

    private long append(SiteLog stream, SiteEntry... entries) {
        var offset = 0L;
        for (var entry : entries) {
            offset = site.queue().append(stream, site.format().encode(entry)).entry().offset();
        }
        return offset;
    }

    private List<String> inbox(AccountId account) {
        return new Syncing(new MysqlInboxView(view.database()))
                .page(account, SyncKey.START, 100).items().stream().map(InboxItem::text).toList();
    }

    /** Alice and Bob have written to each other, and one message waits on either side. */
    private long someTraffic() throws Exception {
        return append(
                SHANGHAI,
                registered(ALICE, "alice"),
                registered(BOB, "bob"),
                sent(ALICE, "a", BOB, "first"),
                delivered(1, message(ALICE, "a"), BOB),
                sent(BOB, "b", ALICE, "second"),
                delivered(1, message(BOB, "b"), ALICE),
                sent(ALICE, "c", BOB, "waits for Bob"),
                sent(BOB, "d", ALICE, "waits for Alice"));
    }

    @Test
    void shardsThatAreBuiltAgainAreAsTheyWere() throws Exception {
        someTraffic();
        view.applyAll();
        var before = view.rows();
        for (var shards : List.of(ALICES, BOBS, ALICES.union(BOBS))) {
            view.flag(shards);
            view.rebuild();

            assertThat(view.rebuilding()).isEqualTo(ShardSet.none());
            assertThat(view.rows()).isEqualTo(before);
        }
        assertThat(view.sumsAreThoseOfTheRows()).isTrue();
    }

    @Test
    void whatTheNextHomeDoesNotInheritIsTakenBack() throws Exception {
        var inherited = someTraffic();
        append(
                SHANGHAI,
                sent(ALICE, "orphan", BOB, "nobody inherits this"),
                delivered(1, message(BOB, "d"), ALICE));
        append(CANADA, opened(ALICES, 2, 1, Map.of(SHANGHAI, inherited)));
        view.applyAll();
        var behind = new Syncing(new MysqlInboxView(view.database()));

        assertThat(view.flagged()).extracting(Flagged::shards).containsExactly(ALICES);
        assertThat(view.flagged().getFirst().reason()).contains("epoch 2", "leaves out");
        assertThat(behind.page(ALICE, SyncKey.parse("1.1"), 10).start().kind())
                .isEqualTo(SyncStart.Kind.BEHIND);
        assertThat(behind.page(ALICE, SyncKey.parse("1.1"), 10).items()).isEmpty();
        assertThat(inbox(BOB)).containsExactly("first");

        view.rebuild();

        assertThat(inbox(ALICE)).containsExactly("second");
        assertThat(view.store().undelivered(ShardSet.all(), 10))
                .extracting(Undelivered::message)
                .containsExactly(message(ALICE, "c"), message(BOB, "d"));
        assertThat(server.query("SELECT body FROM message WHERE shard = " + ALICE.shard()))
                .containsExactlyInAnyOrder("first", "waits for Bob");
        assertThat(view.sumsAreThoseOfTheRows()).isTrue();
    }

    @Test
    void anOpeningThatContinuesAnotherThanTheViewShowsHasShardsBuiltAgain() throws Exception {
        var end = someTraffic();
        append(CANADA, opened(BOBS, 3, 2, Map.of(SHANGHAI, end)));
        view.applyAll();

        assertThat(view.flagged()).extracting(Flagged::shards).containsExactly(BOBS);
        assertThat(view.flagged().getFirst().reason()).contains("continues epoch 2");
    }

    @Test
    void aMoveThatContinuesWhatIsHereHasNothingBuiltAgain() throws Exception {
        var end = someTraffic();
        append(CANADA, opened(ALICES.union(BOBS), 2, 1, Map.of(SHANGHAI, end)));
        append(CANADA, delivered(2, message(ALICE, "c"), BOB));
        view.applyAll();

        assertThat(view.flagged()).isEmpty();
        assertThat(inbox(BOB)).containsExactly("first", "waits for Bob");
        assertThat(view.sumsAreThoseOfTheRows()).isTrue();
    }

    @Test
    void aRowThatWasChangedByHandIsFoundAfterTheMoveAndBuiltAgain() throws Exception {
        var end = someTraffic();
        view.applyAll();
        var changes =
                List.of(
                        "UPDATE homeport.message SET body = 'forged' WHERE body = 'first'",
                        "DELETE FROM homeport.inbox WHERE account = " + BOB,
                        "UPDATE homeport.account SET handle = 'mallory' WHERE handle = 'bob'");
        append(CANADA, opened(ALICES.union(BOBS), 2, 1, Map.of(SHANGHAI, end)));
        view.applyAll();
        var before = view.rows();
        var epoch = 2;
        for (var change : changes) {
            server.execute(change);

            assertThat(view.digests().check().wrong().isEmpty()).as(change).isFalse();
            assertThat(view.digests().check().shards()).isEqualTo(ShardSet.none());
            view.restart();
            view.rebuild();
            assertThat(view.rows()).as(change).isEqualTo(before);

            // What the next change is found by.
            append(CANADA, opened(ALICES.union(BOBS), epoch + 1, epoch, vector(end)));
            epoch++;
            view.applyAll();
            before = view.rows();
        }
        assertThat(view.flagged()).isEmpty();
        assertThat(view.digests().check().wrong()).isEqualTo(ShardSet.none());
    }

    private Map<SiteLog, Long> vector(long shanghai) {
        var canada = site.queue().streams().get(CANADA);
        return Map.of(SHANGHAI, shanghai, CANADA, canada == null ? 0 : canada.lastOffset());
    }

    @Test
    void whateverEndsBetweenTwoStepsIsGoneOnWith() throws Exception {
        someTraffic();
        view.applyAll();
        var before = view.rows();
        view.flag(ShardSet.range(0, 100));
        var steps = 0;
        for (; !view.rebuilding().isEmpty(); steps++) {
            view.step();
            if (steps == 1) {
                server.kill();
                server.start();
            }
            view.restart();
        }

        // 100 shards are deleted in two steps, and come back in one.
        assertThat(steps).isEqualTo(3);
        assertThat(view.rows()).isEqualTo(before);
    }

    @Test
    void theServersEndInTheMiddleOfAStepUndoesThatStepAlone() throws Exception {
        someTraffic();
        view.applyAll();
        var before = view.rows();
        view.flag(ALICES.union(BOBS));
        view.step();
        server.execute("RENAME TABLE homeport.undelivered TO homeport.elsewhere");
        assertThatThrownBy(() -> view.step()).isInstanceOf(StorageException.class);
        server.kill();
        server.start();
        server.execute("RENAME TABLE homeport.elsewhere TO homeport.undelivered");
        view.restart();

        assertThat(view.rebuilding()).isEqualTo(ALICES.union(BOBS));
        view.rebuild();
        assertThat(view.rows()).isEqualTo(before);
    }

    @Test
    void theViewGoesOnMeanwhileWithoutTheShardsThatAreBuiltAgain() throws Exception {
        someTraffic();
        view.applyAll();
        view.flag(BOBS);
        view.step();
        append(
                SHANGHAI,
                delivered(1, message(BOB, "d"), ALICE),
                delivered(1, message(ALICE, "c"), BOB),
                sent(ALICE, "e", BOB, "sent meanwhile"));
        view.applyAll();

        // What Bob has written to her is not shown until it is here again, nor what follows it.
        assertThat(inbox(ALICE)).isEmpty();
        assertThat(inbox(BOB)).isEmpty();
        assertThat(view.store().undelivered(ShardSet.all(), 10)).isEmpty();
        assertThatThrownBy(() -> new MysqlAccountView(view.database()).byId(BOB))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("built again");

        view.rebuild();

        assertThat(inbox(ALICE)).containsExactly("second", "waits for Alice");
        assertThat(inbox(BOB)).containsExactly("first", "waits for Bob");
        assertThat(view.store().undelivered(ShardSet.all(), 10))
                .extracting(Undelivered::message)
                .containsExactly(message(ALICE, "e"));
        assertThat(view.sumsAreThoseOfTheRows()).isTrue();
    }

    @Test
    void aViewThatDiffersFromTheOpenersIsBuiltAgainOnceAndThenStaysTrouble() throws Exception {
        var end = someTraffic();
        append(CANADA, opened(ALICES.union(BOBS), 2, 1, Map.of(SHANGHAI, end)));
        view.applyAll();
        var ours = view.digests().digests(ALICES.union(BOBS)).digests();
        var bobs = ours.get(BOB.shard());
        append(
                CANADA,
                digested(2, Map.of(ALICE.shard(), 1L, BOB.shard(), bobs == null ? 0 : bobs)));
        view.applyAll();

        assertThat(view.flagged()).extracting(Flagged::shards).containsExactly(ALICES);
        assertThat(view.digests().differing()).isZero();

        view.rebuild();
        assertThat(view.digests().differing()).isEqualTo(1);
        append(CANADA, digested(2, Map.of(ALICE.shard(), 1L)));
        view.applyAll();

        assertThat(view.rebuilding()).isEqualTo(ShardSet.none());
        assertThat(view.digests().differing()).isEqualTo(1);
    }

    @Test
    void whatThisSiteHasOpenedIsStatedOnceItIsCompared() throws Exception {
        var end = someTraffic();
        append(CANADA, opened(BOBS, 2, 1, Map.of(SHANGHAI, end)));
        append(SHANGHAI, opened(BOBS, 3, 2, Map.of(SHANGHAI, end, CANADA, 1L)));
        view.applyAll();

        assertThat(view.digests().toState()).isEmpty();
        assertThat(view.digests().check().shards()).isEqualTo(BOBS);
        var toState = view.digests().toState();
        assertThat(toState.values()).containsExactly(view.digests().digests(BOBS).digests());

        append(SHANGHAI, digested(3, toState.firstEntry().getValue()));
        view.applyAll();

        assertThat(view.digests().toState()).isEmpty();
        assertThat(view.flagged()).isEmpty();
        assertThat(view.digests().differing()).isZero();
    }

    @Test
    void aViewFromBeforeThereWereSumsIsBuiltAgain() throws Exception {
        someTraffic();
        view.applyAll();
        var before = view.rows();
        server.execute("DROP TABLE homeport.shard_digest");
        server.execute("DROP TABLE homeport.shard_reseed");
        server.execute("DROP TABLE homeport.shard_statement");
        server.execute(
                "ALTER TABLE homeport.shard_opening_history DROP COLUMN digest, DROP COLUMN"
                        + " checked, DROP COLUMN rebuilt");
        server.execute("ALTER TABLE homeport.inbox DROP KEY inbox_shard, DROP COLUMN shard");
        server.execute("DROP TABLE homeport.adoption");
        server.execute("DELETE FROM homeport.schema_history WHERE version IN ('3', '4')");

        view.restart();
        assertThat(view.rebuilding().size()).isEqualTo(ShardId.COUNT);
        view.rebuild();

        assertThat(view.rows()).isEqualTo(before);
    }
}
