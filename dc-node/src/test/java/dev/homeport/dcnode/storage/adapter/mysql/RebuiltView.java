package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.view.Flagged;
import dev.homeport.dcnode.view.Reseed;
import dev.homeport.dcnode.view.ReseedStore;
import dev.homeport.dcnode.view.ViewBatch;
import dev.homeport.dcnode.view.ViewStore.Result;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.List;

/** The view of a log, taken forward and built again step by step as a test wishes. */
final class RebuiltView implements AutoCloseable {

    private static final List<String> TABLES =
            List.of(
                    "SELECT CONCAT_WS('|', 'account', id, shard, epoch, handle, registered_at)"
                            + " FROM account ORDER BY 1",
                    "SELECT CONCAT_WS('|', 'message', HEX(id), shard, epoch, sender, recipient,"
                            + " body, sent_at) FROM message ORDER BY 1",
                    "SELECT CONCAT_WS('|', 'inbox', account, epoch, n, HEX(message)) FROM inbox"
                            + " ORDER BY 1",
                    "SELECT CONCAT_WS('|', 'undelivered', recipient_shard, HEX(message), recipient,"
                            + " site, incarnation, stream_offset, position) FROM undelivered"
                            + " ORDER BY 1",
                    "SELECT CONCAT_WS('|', 'digest', shard, HEX(accounts), HEX(messages),"
                            + " HEX(inboxes), site, incarnation, stream_offset) FROM shard_digest"
                            + " ORDER BY 1",
                    "SELECT CONCAT_WS('|', 'history', shard, epoch, digest) FROM"
                            + " shard_opening_history ORDER BY 1");

    private final TestDatabase server;
    private final MemoryQueue queue;
    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final List<Flagged> flagged = new ArrayList<>();
    private MysqlDatabase database;
    private MysqlViewStore store;

    RebuiltView(TestDatabase server, MemoryQueue queue) {
        this.server = server;
        this.queue = queue;
        open();
    }

    private void open() {
        database = MysqlDatabase.at(server.settings());
        store = new MysqlViewStore(database, queue.ownStream());
        store.prepare();
    }

    /** As after the end of the process: nothing is known but what is in the database. */
    void restart() {
        database.close();
        open();
    }

    /** Applies one batch of so many entries at most; false when there is none. */
    boolean apply(int most) throws UnreadableEntryException {
        var position = store.position();
        var entries = queue.read(position + 1, new ReadLimit(most, 1 << 20));
        if (entries.isEmpty()) {
            return false;
        }
        if (store.apply(ViewBatch.of(position, entries, format)) instanceof Result.Applied in) {
            flagged.addAll(in.flagged());
        }
        return true;
    }

    void applyAll() throws UnreadableEntryException {
        var more = true;
        while (more) {
            more = apply(500);
        }
    }

    /** One step of building shards again; the shards that are shown again with it. */
    ShardSet step() throws UnreadableEntryException {
        return new Reseed(queue, format, reseedStore()).step(store.position()).rebuilt();
    }

    /** Builds everything again that is flagged. */
    void rebuild() throws UnreadableEntryException {
        var reseed = new Reseed(queue, format, reseedStore());
        var goesOn = true;
        while (goesOn) {
            goesOn = reseed.step(store.position()).goesOn();
        }
    }

    ReseedStore reseedStore() {
        return new MysqlReseedStore(database, queue.ownStream());
    }

    MysqlDigestStore digests() {
        return new MysqlDigestStore(database, queue.ownStream());
    }

    MysqlDatabase database() {
        return database;
    }

    MysqlViewStore store() {
        return store;
    }

    /** What batches have flagged so far. */
    List<Flagged> flagged() {
        return flagged;
    }

    /** The shards that are being built again. */
    ShardSet rebuilding() {
        return reseedStore().progress().flagged();
    }

    /** Flags shards, as if something had been found. */
    void flag(ShardSet shards) {
        shards.stream()
                .forEach(shard ->
                        server.execute(
                                "INSERT IGNORE INTO homeport.shard_reseed (shard, reason) VALUES ("
                                        + shard
                                        + ", 'a test wishes it')"));
    }

    /** All that is shown, and the sums. */
    List<String> rows() {
        return TABLES.stream().flatMap(table -> server.query(table).stream()).toList();
    }

    /** Whether the sums of all shards are those of the rows. */
    boolean sumsAreThoseOfTheRows() {
        return database.read(
                "compare",
                connection -> {
                    var kept = new DigestRows();
                    var script = new Script();
                    var ids = ShardSet.all().stream().mapToObj(ShardId::new).toList();
                    kept.ask(script, ids);
                    script.send(connection);
                    var found = new RowSums(ShardSet.all()).read(connection);
                    return ids.stream().allMatch(id -> kept.sums(id).equals(found.of(id)));
                });
    }

    @Override
    public void close() {
        database.close();
    }
}
