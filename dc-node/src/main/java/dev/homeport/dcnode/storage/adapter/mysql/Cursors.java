package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.view.ViewBatch;
import java.sql.Connection;
import java.sql.SQLException;

/** How far the view is applied. Stateless. */
final class Cursors {

    private Cursors() {}

    static void advance(Connection connection, ViewBatch batch) throws SQLException {
        try (var upsert =
                connection.prepareStatement(
                        "INSERT INTO stream_cursor (site, incarnation, stream_offset)"
                                + " VALUES (?, ?, ?)"
                                + " ON DUPLICATE KEY UPDATE stream_offset ="
                                + " VALUES(stream_offset)")) {
            for (var end : batch.vector().entrySet()) {
                upsert.setString(1, end.getKey().site().name());
                upsert.setLong(2, end.getKey().incarnation());
                upsert.setLong(3, end.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        try (var update =
                connection.prepareStatement("UPDATE view_cursor SET position = ? WHERE id = 1")) {
            update.setLong(1, batch.upTo());
            update.executeUpdate();
        }
    }
}
