package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.Fact.AccountRegistered;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The accounts that a batch registers. Used by one thread. */
final class AccountRows {

    private record Row(ShardEntry entry, AccountRegistered fact) {}

    private final List<Row> rows = new ArrayList<>();

    void add(ShardEntry entry, AccountRegistered fact) {
        rows.add(new Row(entry, fact));
    }

    void write(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        // The first registration of an id stays: a repeat past the judge's window changes nothing.
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO account (id, shard, epoch, handle, registered_at)"
                                + " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id")) {
            for (var row : rows) {
                insert.setLong(1, row.fact().account().value());
                insert.setInt(2, row.entry().shard().value());
                insert.setLong(3, row.entry().epoch().value());
                insert.setString(4, row.fact().handle().text());
                insert.setLong(5, row.entry().acceptedAtMillis());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
