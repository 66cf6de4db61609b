package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.view.DigestStore;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sums of shards in the site's database. Thread-safe. */
public final class MysqlDigestStore implements DigestStore {

    private static final String LATEST =
            " FROM shard_opening o JOIN shard_opening_history h ON h.shard = o.shard"
                    + " AND h.epoch = o.epoch";

    private static final String NOT_BUILT_AGAIN = " AND o.shard NOT IN (" + ReseedRows.SELECT + ")";

    /** First openings inherit nothing; rows of a few shards at a time are looked at. */
    private static final String UNCHECKED =
            "SELECT o.shard, o.epoch"
                    + LATEST
                    + " WHERE h.checked = 0 AND h.predecessor > 0"
                    + NOT_BUILT_AGAIN
                    + " ORDER BY o.shard LIMIT 16";

    private static final String TO_STATE =
            "SELECT o.shard, o.epoch, h.digest"
                    + LATEST
                    + " LEFT JOIN shard_statement s ON s.shard = o.shard AND s.epoch = o.epoch"
                    + " WHERE o.site = ? AND o.incarnation = ? AND h.checked = 1"
                    + " AND h.predecessor > 0 AND h.digest IS NOT NULL AND s.shard IS NULL"
                    + NOT_BUILT_AGAIN;

    private static final String DIFFERING =
            "SELECT COUNT(*) FROM shard_statement o JOIN shard_opening_history h"
                    + " ON h.shard = o.shard AND h.epoch = o.epoch"
                    + " WHERE h.digest <> o.digest"
                    + NOT_BUILT_AGAIN;

    private final MysqlDatabase database;
    private final SiteLog log;

    /**
     * Makes the store.
     *
     * @param log the log that the view is derived from
     */
    public MysqlDigestStore(MysqlDatabase database, SiteLog log) {
        this.database = database;
        this.log = log;
    }

    private static void snapshot(Connection connection) throws SQLException {
        new Script()
                .run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                .run("START TRANSACTION WITH CONSISTENT SNAPSHOT")
                .send(connection);
    }

    @Override
    public Checked check() {
        return database.transact("compare rows with sums", MysqlDigestStore::check);
    }

    private static Checked check(Connection connection) throws SQLException {
        snapshot(connection);
        var unchecked = unchecked(connection);
        var shards = ShardSet.matching(shard -> unchecked.containsKey(new ShardId(shard)));
        if (shards.isEmpty()) {
            new Script().run("COMMIT").send(connection);
            return new Checked(shards, shards);
        }
        var kept = new DigestRows();
        var question = new Script();
        kept.ask(question, unchecked.keySet());
        question.send(connection);
        var found = new RowSums(shards).read(connection);
        var wrong =
                shards.filter(shard -> {
                    var id = new ShardId(shard);
                    return !kept.sums(id).equals(found.of(id));
                });
        new Script()
                .run("COMMIT")
                .runForAll(
                        "INSERT IGNORE INTO shard_reseed (shard, reason) VALUES %s",
                        "(?, 'its rows are not what was applied')",
                        wrong.stream().boxed().toList(),
                        List::of)
                .runForAll(
                        "UPDATE shard_opening_history SET checked = 1 WHERE (shard, epoch) IN (%s)",
                        "(?, ?)",
                        unchecked.entrySet(),
                        each -> List.of(each.getKey().value(), each.getValue()))
                .send(connection);
        return new Checked(shards, wrong);
    }

    private static SortedMap<ShardId, Long> unchecked(Connection connection) throws SQLException {
        var found = new TreeMap<ShardId, Long>();
        new Script()
                .ask(
                        rows -> {
                            while (rows.next()) {
                                found.put(new ShardId(rows.getInt(1)), rows.getLong(2));
                            }
                        },
                        UNCHECKED)
                .send(connection);
        return found;
    }

    @Override
    public SortedMap<Epoch, SortedMap<ShardId, Long>> toState() {
        return database.read(
                "tell what is to be stated",
                connection -> {
                    var byEpoch = new TreeMap<Epoch, SortedMap<ShardId, Long>>();
                    new Script()
                            .ask(
                                    rows -> {
                                        while (rows.next()) {
                                            byEpoch.computeIfAbsent(
                                                            new Epoch(rows.getLong(2)),
                                                            _ -> new TreeMap<>())
                                                    .put(
                                                            new ShardId(rows.getInt(1)),
                                                            rows.getLong(3));
                                        }
                                    },
                                    TO_STATE,
                                    log.site().name(),
                                    log.incarnation())
                            .send(connection);
                    return byEpoch;
                });
    }

    @Override
    public int differing() {
        return database.read(
                "compare sums",
                connection -> {
                    try (var select = connection.prepareStatement(DIFFERING);
                            var rows = select.executeQuery()) {
                        rows.next();
                        return rows.getInt(1);
                    }
                });
    }

    @Override
    public Digests digests(ShardSet shards) {
        if (shards.isEmpty()) {
            return new Digests(new TreeMap<>(), new TreeMap<>());
        }
        return database.transact("read sums", connection -> digests(connection, shards));
    }

    private static Digests digests(Connection connection, ShardSet shards) throws SQLException {
        snapshot(connection);
        var applied = new TreeMap<SiteLog, Long>();
        var hidden = new ShardRows();
        var kept = new DigestRows();
        var ids = shards.stream().mapToObj(ShardId::new).toList();
        var question =
                new Script()
                        .ask(
                                rows -> {
                                    while (rows.next()) {
                                        applied.put(
                                                new SiteLog(
                                                        new SiteId(rows.getString(1)),
                                                        rows.getLong(2)),
                                                rows.getLong(3));
                                    }
                                },
                                "SELECT site, incarnation, stream_offset FROM stream_cursor")
                        .ask(hidden, ReseedRows.SELECT);
        kept.ask(question, ids);
        question.run("COMMIT").send(connection);
        var digests = new TreeMap<ShardId, Long>();
        for (var id : ids) {
            if (!hidden.shards().contains(id)) {
                digests.put(id, kept.sums(id).brief());
            }
        }
        return new Digests(applied, digests);
    }
}
