package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.Control.BlockTaken;
import dev.homeport.dcnode.entry.Control.FeatureRaised;
import dev.homeport.dcnode.entry.Control.GrantReceived;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.Fact.AccountRegistered;
import dev.homeport.dcnode.entry.Fact.MessageDelivered;
import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.view.EffectiveEntry;
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
        database.transact(
                "claim the view",
                connection -> {
                    try (var claim =
                            connection.prepareStatement(
                                    "UPDATE view_cursor SET log = ? WHERE id = 1 AND log = ''")) {
                        claim.setString(1, log.toString());
                        claim.executeUpdate();
                    }
                    return lockCursor(connection);
                });
    }

    @Override
    public long position() {
        return database.read(
                "read the view's position",
                connection -> cursor(connection, "SELECT log, position FROM view_cursor"));
    }

    private long lockCursor(Connection connection) throws SQLException {
        return cursor(connection, "SELECT log, position FROM view_cursor WHERE id = 1 FOR UPDATE");
    }

    private long cursor(Connection connection, String query) throws SQLException {
        try (var select = connection.prepareStatement(query);
                var rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("view_cursor has no row: the view was not made by us");
            }
            var owner = rows.getString(1);
            if (!owner.equals(log.toString())) {
                throw new SQLException(
                        "this database is the view of log \""
                                + owner
                                + "\", not of "
                                + log
                                + "; give the site a database of its own");
            }
            return rows.getLong(2);
        }
    }

    @Override
    public Result apply(ViewBatch batch) {
        return database.transact("apply a batch", connection -> apply(connection, batch));
    }

    private Result apply(Connection connection, ViewBatch batch) throws SQLException {
        var position = lockCursor(connection);
        if (position != batch.after()) {
            return new Result.StandsElsewhere(position);
        }
        var accounts = new AccountRows();
        var messages = new MessageRows();
        var inboxes = new InboxRows();
        for (var effective : batch.effective()) {
            switch (effective.entry()) {
                case ShardEntry entry -> {
                    switch (entry.fact()) {
                        case AccountRegistered fact -> accounts.add(entry, fact);
                        case MessageSent fact -> messages.add(effective.address(), entry, fact);
                        case MessageDelivered fact -> inboxes.add(entry, fact);
                    }
                }
                case ControlEntry entry -> apply(connection, effective, entry);
            }
        }
        accounts.write(connection);
        // Sent before delivered: whichever of the two stands first in the batch, the message ends
        // up delivered.
        messages.write(connection);
        var arrivals = inboxes.write(connection);
        Cursors.advance(connection, batch);
        return new Result.Applied(messages.undelivered(connection), List.copyOf(arrivals));
    }

    private static void apply(Connection connection, EffectiveEntry effective, ControlEntry entry)
            throws SQLException {
        switch (entry.control()) {
            case HomeChanged(HomeOpened opened) ->
                    Openings.write(connection, effective.address(), opened);
            // A closing ends writes, which is the log's affair; what was written stays in view.
            case HomeChanged(HomeClosed _), GrantReceived _, BlockTaken _, FeatureRaised _ -> {}
        }
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
