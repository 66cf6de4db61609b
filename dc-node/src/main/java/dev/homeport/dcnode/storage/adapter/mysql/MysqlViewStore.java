package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.view.ViewBatch;
import dev.homeport.dcnode.view.ViewStore;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The view in the site's database. Thread-safe. */
public final class MysqlViewStore implements ViewStore {

    private final MysqlDatabase database;
    private final SiteLog log;

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
                            new Script()
                                    .run(
                                            "UPDATE view_cursor SET log = ? WHERE id = 1 AND log ="
                                                    + " ''",
                                            log.toString())
                                    .ask(cursor, ViewCursor.SELECT)
                                    .send(connection);
                            return cursor.position();
                        });
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
        var contents = Contents.of(batch);
        return database.transact("apply a batch", connection -> apply(connection, batch, contents));
    }

    /** Two round trips: one asks, with the cursor locked, and one writes and commits. */
    private Result apply(Connection connection, ViewBatch batch, Contents contents)
            throws SQLException {
        var cursor = new ViewCursor(log);
        var held = new HeldRows();
        var question = new Script().run("START TRANSACTION").ask(cursor, ViewCursor.LOCK);
        held.ask(question, contents.traffic());
        question.send(connection);
        if (cursor.position() != batch.after()) {
            new Script().run("ROLLBACK").send(connection);
            return new Result.StandsElsewhere(cursor.position());
        }
        var change = contents.traffic().change(held.held());
        var writing = new Script();
        contents.openings().forEach(opening -> OpeningRows.write(writing, opening));
        AccountRows.write(writing, contents.accounts());
        MessageRows.write(writing, change);
        InboxRows.write(writing, change);
        CursorRows.advance(writing, batch);
        writing.run("COMMIT").send(connection);
        return new Result.Applied(change.undelivered(), change.arrivals(), batch.changesHomes());
    }

    @Override
    public List<Undelivered> undelivered(ShardSet among, int limit) {
        if (among.isEmpty()) {
            return List.of();
        }
        var shards = among.stream().mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return database.read(
                "read the undelivered messages",
                connection -> {
                    try (var select =
                            connection.prepareStatement(
                                    UndeliveredRows.SELECT
                                            + " WHERE recipient_shard IN ("
                                            + shards
                                            + ")"
                                            + UndeliveredRows.ORDER
                                            + " LIMIT ?")) {
                        select.setInt(1, limit);
                        return UndeliveredRows.read(select);
                    }
                });
    }
}
