package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.quorumqueue.EntryAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The messages that a batch sends. Used by one thread. */
final class MessageRows {

    private record Row(EntryAddress address, ShardEntry entry, MessageSent fact) {}

    private final List<Row> rows = new ArrayList<>();

    void add(EntryAddress address, ShardEntry entry, MessageSent fact) {
        rows.add(new Row(address, entry, fact));
    }

    void write(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        writeMessages(connection);
        writeUndelivered(connection);
    }

    private void writeMessages(Connection connection) throws SQLException {
        // The first message of an id stays: a repeat past the judge's window changes nothing.
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO message (id, shard, epoch, sender, recipient, body, sent_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                                + " ON DUPLICATE KEY UPDATE id = id")) {
            for (var row : rows) {
                insert.setBytes(1, row.entry().id().toBytes());
                insert.setInt(2, row.entry().shard().value());
                insert.setLong(3, row.entry().epoch().value());
                insert.setLong(4, row.fact().sender().value());
                insert.setLong(5, row.fact().recipient().value());
                insert.setString(6, row.fact().text().text());
                insert.setLong(7, row.entry().acceptedAtMillis());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** A delivery may have arrived before the message, over another site's link. */
    private void writeUndelivered(Connection connection) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO undelivered (recipient_shard, message, recipient, site,"
                                + " incarnation, stream_offset)"
                                + " SELECT ?, m.id, m.recipient, ?, ?, ? FROM message m"
                                + " WHERE m.id = ? AND NOT EXISTS (SELECT 1 FROM inbox i"
                                + " WHERE i.account = m.recipient AND i.message = m.id)"
                                + " ON DUPLICATE KEY UPDATE"
                                + " recipient_shard = undelivered.recipient_shard")) {
            for (var row : rows) {
                insert.setInt(1, row.fact().recipient().shard().value());
                insert.setString(2, row.address().stream().site().name());
                insert.setLong(3, row.address().stream().incarnation());
                insert.setLong(4, row.address().offset());
                insert.setBytes(5, row.entry().id().toBytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * What this batch sent and is not delivered. Read back, because a repeat past the judge's
     * window may name another recipient than the message that holds.
     */
    List<Undelivered> undelivered(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        var marks = String.join(", ", Collections.nCopies(rows.size(), "(?, ?)"));
        try (var select =
                connection.prepareStatement(
                        UndeliveredRows.SELECT
                                + " WHERE (recipient_shard, message) IN ("
                                + marks
                                + ")"
                                + UndeliveredRows.ORDER)) {
            var at = 0;
            for (var row : rows) {
                select.setInt(++at, row.fact().recipient().shard().value());
                select.setBytes(++at, row.entry().id().toBytes());
            }
            return UndeliveredRows.read(select);
        }
    }
}
