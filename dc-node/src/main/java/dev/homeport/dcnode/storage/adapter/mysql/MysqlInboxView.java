package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.InboxView;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Inboxes in the site's database. Thread-safe. */
public final class MysqlInboxView implements InboxView {

    /** Always one row; zeros stand for what is not there, as in {@link SyncKey#START}. */
    private static final String STANDING =
            "SELECT COALESCE((SELECT epoch FROM shard_opening WHERE shard = ?), 0),"
                    + " COALESCE(last.epoch, 0), COALESCE(last.n, 0),"
                    + " EXISTS (SELECT 1 FROM shard_reseed WHERE shard = ?)"
                    + " FROM (SELECT 1 AS one) one"
                    + " LEFT JOIN (SELECT epoch, n FROM inbox WHERE account = ? AND epoch <= ?"
                    + " ORDER BY epoch DESC, n DESC LIMIT 1) last ON TRUE";

    private final MysqlDatabase database;

    /** Makes the view. */
    public MysqlInboxView(MysqlDatabase database) {
        this.database = database;
    }

    @Override
    public Standing standing(AccountId account, Epoch epoch) {
        return database.read(
                "read where an inbox stands",
                connection -> {
                    try (var select = connection.prepareStatement(STANDING)) {
                        select.setInt(1, account.shard().value());
                        select.setInt(2, account.shard().value());
                        select.setLong(3, account.value());
                        select.setLong(4, epoch.value());
                        try (var rows = select.executeQuery()) {
                            rows.next();
                            return new Standing(
                                    new Epoch(rows.getLong(1)),
                                    new SyncKey(new Epoch(rows.getLong(2)), rows.getLong(3)),
                                    rows.getBoolean(4));
                        }
                    }
                });
    }

    @Override
    public List<InboxItem> after(AccountId account, SyncKey key, int limit) {
        return database.read(
                "read an inbox",
                connection -> {
                    try (var select =
                            connection.prepareStatement(
                                    "SELECT i.epoch, i.n, i.message, m.sender, m.body, m.sent_at"
                                            + " FROM inbox i LEFT JOIN message m"
                                            + " ON m.id = i.message"
                                            + " WHERE i.account = ?"
                                            + " AND (i.epoch > ? OR (i.epoch = ? AND i.n > ?))"
                                            + " ORDER BY i.epoch, i.n LIMIT ?")) {
                        select.setLong(1, account.value());
                        select.setLong(2, key.epoch().value());
                        select.setLong(3, key.epoch().value());
                        select.setLong(4, key.n());
                        select.setInt(5, limit);
                        return items(select);
                    }
                });
    }

    private static List<InboxItem> items(PreparedStatement select) throws SQLException {
        var items = new ArrayList<InboxItem>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                var sender = rows.getLong(4);
                if (rows.wasNull()) {
                    // The delivery came over another link than its message, which is on its way.
                    break;
                }
                items.add(
                        new InboxItem(
                                new SyncKey(new Epoch(rows.getLong(1)), rows.getLong(2)),
                                DerivedId.ofBytes(rows.getBytes(3)),
                                new AccountId(sender),
                                rows.getString(5),
                                rows.getLong(6)));
            }
        }
        return items;
    }
}
