package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact.MessageDelivered;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.Arrival;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The deliveries of a batch: each takes the next place of its inbox, unless the message has one.
 * Numbers follow the order of the log and so are the same at every site. Used by one thread.
 */
final class InboxRows {

    private record Row(AccountId account, Epoch epoch, DerivedId message) {}

    private record Place(AccountId account, DerivedId message) {}

    private static final String END =
            "(SELECT account, epoch, n FROM inbox WHERE account = ?"
                    + " ORDER BY epoch DESC, n DESC LIMIT 1)";

    private final List<Row> rows = new ArrayList<>();

    void add(ShardEntry entry, MessageDelivered fact) {
        rows.add(new Row(fact.recipient(), entry.epoch(), fact.message()));
    }

    List<Arrival> write(Connection connection) throws SQLException {
        var arrivals = new ArrayList<Arrival>();
        if (rows.isEmpty()) {
            return arrivals;
        }
        var ends = ends(connection);
        var taken = taken(connection);
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO inbox (account, epoch, n, message) VALUES (?, ?, ?, ?)")) {
            for (var row : rows) {
                if (!taken.add(new Place(row.account(), row.message()))) {
                    continue;
                }
                var key = ends.getOrDefault(row.account(), SyncKey.START).next(row.epoch());
                ends.put(row.account(), key);
                insert.setLong(1, row.account().value());
                insert.setLong(2, key.epoch().value());
                insert.setLong(3, key.n());
                insert.setBytes(4, row.message().toBytes());
                insert.addBatch();
                arrivals.add(new Arrival(row.account(), key));
            }
            insert.executeBatch();
        }
        clearUndelivered(connection);
        return arrivals;
    }

    /** The last place of each inbox that the batch adds to: one question for all of them. */
    private Map<AccountId, SyncKey> ends(Connection connection) throws SQLException {
        var accounts = rows.stream().map(Row::account).distinct().toList();
        var ends = new HashMap<AccountId, SyncKey>();
        var each = Collections.nCopies(accounts.size(), END);
        try (var select = connection.prepareStatement(String.join(" UNION ALL ", each))) {
            var at = 0;
            for (var account : accounts) {
                select.setLong(++at, account.value());
            }
            try (var found = select.executeQuery()) {
                while (found.next()) {
                    ends.put(
                            new AccountId(found.getLong(1)),
                            new SyncKey(new Epoch(found.getLong(2)), found.getLong(3)));
                }
            }
        }
        return ends;
    }

    /** Which of the batch's messages have their place already. */
    private Set<Place> taken(Connection connection) throws SQLException {
        var taken = new HashSet<Place>();
        try (var select =
                connection.prepareStatement(
                        "SELECT account, message FROM inbox WHERE (account, message) IN ("
                                + marks()
                                + ")")) {
            var at = 0;
            for (var row : rows) {
                select.setLong(++at, row.account().value());
                select.setBytes(++at, row.message().toBytes());
            }
            try (var found = select.executeQuery()) {
                while (found.next()) {
                    taken.add(
                            new Place(
                                    new AccountId(found.getLong(1)),
                                    DerivedId.ofBytes(found.getBytes(2))));
                }
            }
        }
        return taken;
    }

    private void clearUndelivered(Connection connection) throws SQLException {
        try (var delete =
                connection.prepareStatement(
                        "DELETE FROM undelivered WHERE (recipient_shard, message) IN ("
                                + marks()
                                + ")")) {
            var at = 0;
            for (var row : rows) {
                delete.setInt(++at, row.account().shard().value());
                delete.setBytes(++at, row.message().toBytes());
            }
            delete.executeUpdate();
        }
    }

    private String marks() {
        return String.join(", ", Collections.nCopies(rows.size(), "(?, ?)"));
    }
}
