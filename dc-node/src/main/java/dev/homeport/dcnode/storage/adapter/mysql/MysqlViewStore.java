package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.view.Flagged;
import dev.homeport.dcnode.view.ViewBatch;
import dev.homeport.dcnode.view.ViewStore;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The view in the site's database. Thread-safe. */
public final class MysqlViewStore implements ViewStore {

    private final MysqlDatabase database;
    private final SiteLog log;
    private final AtomicLong adopted = new AtomicLong();

    /**
     * Makes the store.
     *
     * @param log the log that the view is derived from; a view of another log is not touched
     */
    public MysqlViewStore(MysqlDatabase database, SiteLog log) {
        this.database = database;
        this.log = log;
    }

    @Override
    public void prepare() {
        database.migrate();
        var _ =
                database.read(
                        "claim the view",
                        connection -> {
                            var cursor = new ViewCursor(log);
                            var count = new AtomicLong();
                            new Script()
                                    .run(
                                            "UPDATE view_cursor SET log = ? WHERE id = 1 AND log ="
                                                    + " ''",
                                            log.toString())
                                    .ask(cursor, ViewCursor.SELECT)
                                    .ask(rows -> count(rows, count), AdoptionRows.COUNT)
                                    .send(connection);
                            adopted.set(count.get());
                            return cursor.position();
                        });
    }

    private static void count(ResultSet rows, AtomicLong into) throws SQLException {
        while (rows.next()) {
            into.set(rows.getLong(1));
        }
    }

    /** How many entries the view holds as adopted, as of its last batch. */
    public long adopted() {
        return adopted.get();
    }

    @Override
    public long position() {
        return database.read(
                "read the view's position",
                connection -> {
                    var cursor = new ViewCursor(log);
                    new Script().ask(cursor, ViewCursor.SELECT).send(connection);
                    return cursor.position();
                });
    }

    @Override
    public Result apply(ViewBatch batch) {
        var contents = Contents.of(batch.effective());
        return database.transact("apply a batch", connection -> apply(connection, batch, contents));
    }

    /** Two round trips: one asks, with the cursor locked, and one writes and commits. */
    private Result apply(Connection connection, ViewBatch batch, Contents contents)
            throws SQLException {
        var cursor = new ViewCursor(log);
        var reseed = new ReseedRows();
        var work = new ShardWork();
        var question = new Script().run("START TRANSACTION").ask(cursor, ViewCursor.LOCK);
        reseed.ask(question, contents.openings());
        work.ask(question, contents);
        question.send(connection);
        if (cursor.position() != batch.after()) {
            new Script().run("ROLLBACK").send(connection);
            return new Result.StandsElsewhere(cursor.position());
        }
        var writing = new Script();
        var flagged = new ArrayList<Flagged>();
        var hidden = reseed.flagged();
        for (var opening : contents.openings()) {
            var again = opening.opened().shards().intersection(hidden);
            ReseedRows.flag(writing, new Flagged(again, "opened again"));
            for (var broken : reseed.broken(opening, work)) {
                ReseedRows.flag(writing, broken);
                flagged.add(broken);
                hidden = hidden.union(broken.shards());
            }
        }
        var skipped = hidden;
        for (var opening : contents.openings()) {
            OpeningRows.write(
                    writing, opening, work.briefs(opening, shard -> !skipped.contains(shard)));
        }
        var change = work.write(writing, contents.without(skipped));
        contents.statements().forEach(statement -> ReseedRows.compare(writing, statement));
        AdoptionRows.write(writing, batch.adopted());
        CursorRows.advance(writing, batch);
        var count = new AtomicLong(adopted.get());
        if (!batch.adopted().isEmpty()) {
            writing.ask(rows -> count(rows, count), AdoptionRows.COUNT);
        }
        var after = new ShardRows();
        if (!contents.statements().isEmpty()) {
            writing.ask(after, ReseedRows.SELECT);
        }
        writing.run("COMMIT").send(connection);
        adopted.set(count.get());
        if (!skipped.containsAll(after.shards())) {
            flagged.add(ReseedRows.differing(skipped, after.shards()));
        }
        var waiting =
                change.undelivered().stream()
                        .filter(message -> !skipped.contains(message.recipient().shard()))
                        .toList();
        return new Result.Applied(waiting, change.arrivals(), batch.changesHomes(), flagged);
    }

    @Override
    public List<Undelivered> undelivered(ShardSet among, int limit) {
        if (among.isEmpty()) {
            return List.of();
        }
        return database.read(
                "read the undelivered messages",
                connection -> {
                    try (var select =
                            connection.prepareStatement(
                                    UndeliveredRows.SELECT
                                            + " WHERE recipient_shard IN ("
                                            + ShardRows.list(among)
                                            + ") AND recipient_shard NOT IN ("
                                            + ReseedRows.SELECT
                                            + ")"
                                            + UndeliveredRows.ORDER
                                            + " LIMIT ?")) {
                        select.setInt(1, limit);
                        return UndeliveredRows.read(select);
                    }
                });
    }
}
