package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.view.Held;
import dev.homeport.dcnode.view.ReseedStore;
import dev.homeport.dcnode.view.ShardChain;
import dev.homeport.dcnode.view.Traffic.Sent;
import dev.homeport.dcnode.view.ViewChange;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds shards again in the site's database. Thread-safe. */
public final class MysqlReseedStore implements ReseedStore {

    /** How many rows of a table one transaction deletes. */
    private static final int ROWS_AT_A_TIME = 5_000;

    private final MysqlDatabase database;
    private final SiteLog log;

    /**
     * Makes the store.
     *
     * @param log the log that the view is derived from
     */
    public MysqlReseedStore(MysqlDatabase database, SiteLog log) {
        this.database = database;
        this.log = log;
    }

    @Override
    public Progress progress() {
        return database.read(
                "tell which shards are built again",
                connection -> {
                    try (var select =
                                    connection.prepareStatement(
                                            "SELECT shard, replayed FROM shard_reseed");
                            var rows = select.executeQuery()) {
                        return progress(rows);
                    }
                });
    }

    private static Progress progress(ResultSet rows) throws SQLException {
        var due = new BitSet();
        var byPosition = new TreeMap<Long, BitSet>();
        while (rows.next()) {
            var shard = rows.getInt(1);
            var position = rows.getLong(2);
            var among =
                    rows.wasNull() ? due : byPosition.computeIfAbsent(position, _ -> new BitSet());
            among.set(shard);
        }
        var replayed = new TreeMap<Long, ShardSet>();
        byPosition.forEach((position, shards) -> replayed.put(position, ShardRows.set(shards)));
        return new Progress(ShardRows.set(due), replayed);
    }

    @Override
    public void wipe(ShardSet shards) {
        var list = ShardRows.list(shards);
        var steps =
                List.of(
                        "undelivered WHERE recipient_shard IN (" + list + ")",
                        "undelivered WHERE message IN (SELECT id FROM message WHERE shard IN ("
                                + list
                                + "))",
                        "message WHERE shard IN (" + list + ")",
                        "account WHERE shard IN (" + list + ")",
                        "inbox WHERE shard IN (" + list + ")");
        var _ =
                database.transact(
                        "delete the rows of shards",
                        connection -> {
                            new Script().run("START TRANSACTION").send(connection);
                            var isWhole = true;
                            for (var step : steps) {
                                // The next table's turn comes when nothing here refers to it.
                                isWhole = isWhole && delete(connection, step) < ROWS_AT_A_TIME;
                            }
                            var ending = new Script();
                            if (isWhole) {
                                ending.run("DELETE FROM shard_digest WHERE shard IN (" + list + ")")
                                        .run(
                                                "UPDATE shard_reseed SET replayed = 0"
                                                        + " WHERE replayed IS NULL AND shard IN ("
                                                        + list
                                                        + ")");
                            }
                            ending.run("COMMIT").send(connection);
                            return isWhole;
                        });
    }

    private static int delete(Connection connection, String what) throws SQLException {
        try (var delete =
                connection.prepareStatement("DELETE FROM " + what + " LIMIT " + ROWS_AT_A_TIME)) {
            return delete.executeUpdate();
        }
    }

    @Override
    public Map<ShardId, ShardChain> chains() {
        return database.read(
                "read the openings of shards",
                connection -> {
                    var history = new OpeningHistory();
                    new Script().ask(history, OpeningHistory.SELECT).send(connection);
                    return history.chains();
                });
    }

    @Override
    public Replayed replay(Replay part) {
        var contents = Contents.of(part.entries());
        var crossing = Contents.of(part.crossing());
        return database.transact(
                "build shards again",
                connection -> replay(connection, part, contents, crossing.traffic().sent()));
    }

    private Replayed replay(
            Connection connection, Replay part, Contents contents, List<Sent> crossing)
            throws SQLException {
        var cursor = new ViewCursor(log);
        var standing = new ShardRows();
        var work = new ShardWork();
        var crossed = new Crossing();
        var question =
                new Script()
                        .run("START TRANSACTION")
                        .ask(cursor, ViewCursor.LOCK)
                        .ask(standing, ReseedRows.SELECT + " WHERE replayed = ?", part.after());
        work.ask(question, contents);
        crossed.ask(question, crossing);
        question.send(connection);
        if (cursor.position() < part.upTo() || !standing.shards().containsAll(part.shards())) {
            new Script().run("ROLLBACK").send(connection);
            return Replayed.STANDS_ELSEWHERE;
        }
        var writing = new Script();
        for (var opening : contents.openings()) {
            OpeningRows.writeDigests(writing, opening, work.briefs(opening, _ -> true));
        }
        var change = work.write(writing, contents);
        MessageRows.writeWaiting(writing, crossed.waiting(crossing, change));
        var isDone = part.upTo() == cursor.position();
        var list = ShardRows.list(part.shards());
        if (isDone) {
            writing.run("DELETE FROM shard_reseed WHERE shard IN (" + list + ")")
                    .run(
                            "UPDATE shard_opening_history SET checked = 1, rebuilt = 1"
                                    + " WHERE shard IN ("
                                    + list
                                    + ")");
        } else {
            writing.run(
                    "UPDATE shard_reseed SET replayed = ? WHERE shard IN (" + list + ")",
                    part.upTo());
        }
        writing.run("COMMIT").send(connection);
        return isDone ? Replayed.DONE : Replayed.IN;
    }

    /** Messages from shards that stay as they are to shards that are built again. */
    private static final class Crossing {

        private final Map<DerivedId, AccountId> recipients = new HashMap<>();
        private final HeldRows held = new HeldRows();

        void ask(Script script, List<Sent> crossing) {
            script.askForAll(
                    this::read,
                    "SELECT id, recipient FROM message WHERE id IN (%s)",
                    "?",
                    crossing,
                    each -> List.of(each.entry().id().toBytes()));
            held.askPlaces(script, crossing.stream().map(Sent::place).toList());
        }

        private void read(ResultSet rows) throws SQLException {
            while (rows.next()) {
                recipients.put(DerivedId.ofBytes(rows.getBytes(1)), new AccountId(rows.getLong(2)));
            }
        }

        /** Those that have no place yet; a repeat to somebody else was never a message. */
        List<Sent> waiting(List<Sent> crossing, ViewChange change) {
            Held before = held.held();
            return crossing.stream()
                    .filter(each ->
                            each.fact().recipient().equals(recipients.get(each.entry().id())))
                    .filter(each -> !before.places().containsKey(each.place()))
                    .filter(each -> !change.filled().containsKey(each.place()))
                    .toList();
        }
    }
}
