package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.RowHashes;
import dev.homeport.dcnode.view.ShardSums;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Sums up the rows that there are, one after the other. Used by one thread. */
final class RowSums {

    /** The driver hands rows on as they come, and keeps none. */
    private static final int ONE_BY_ONE = Integer.MIN_VALUE;

    private final String among;
    private final Map<ShardId, ShardSums> sums = new HashMap<>();

    private interface Row {
        UnaryOperator<ShardSums> of(ResultSet row) throws SQLException;
    }

    RowSums(ShardSet shards) {
        this.among = " WHERE shard IN (" + ShardRows.list(shards) + ")";
    }

    RowSums read(Connection connection) throws SQLException {
        read(
                connection,
                "SELECT shard, id, epoch, handle, registered_at FROM account",
                row -> {
                    var hash =
                            RowHashes.account(
                                    new AccountId(row.getLong(2)),
                                    new Epoch(row.getLong(3)),
                                    row.getString(4),
                                    row.getLong(5));
                    return sum -> sum.plusAccount(hash);
                });
        read(
                connection,
                "SELECT shard, id, epoch, sender, recipient, body, sent_at FROM message",
                row -> {
                    var hash =
                            RowHashes.message(
                                    DerivedId.ofBytes(row.getBytes(2)),
                                    new Epoch(row.getLong(3)),
                                    new AccountId(row.getLong(4)),
                                    new AccountId(row.getLong(5)),
                                    row.getString(6),
                                    row.getLong(7));
                    return sum -> sum.plusMessage(hash);
                });
        read(
                connection,
                "SELECT shard, account, epoch, n, message FROM inbox",
                row -> {
                    var hash =
                            RowHashes.inbox(
                                    new AccountId(row.getLong(2)),
                                    new SyncKey(new Epoch(row.getLong(3)), row.getLong(4)),
                                    DerivedId.ofBytes(row.getBytes(5)));
                    return sum -> sum.plusInbox(hash);
                });
        return this;
    }

    private void read(Connection connection, String query, Row row) throws SQLException {
        try (var select = connection.createStatement()) {
            select.setFetchSize(ONE_BY_ONE);
            try (var rows = select.executeQuery(query + among)) {
                while (rows.next()) {
                    var shard = new ShardId(rows.getInt(1));
                    sums.put(shard, row.of(rows).apply(of(shard)));
                }
            }
        }
    }

    ShardSums of(ShardId shard) {
        return sums.getOrDefault(shard, ShardSums.NONE);
    }
}
