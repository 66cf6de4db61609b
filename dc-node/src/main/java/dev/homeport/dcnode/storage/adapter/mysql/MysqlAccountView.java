package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.logic.account.Account;
import dev.homeport.dcnode.logic.account.AccountView;
import dev.homeport.vocabulary.AccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Accounts in the site's database. Thread-safe. */
public final class MysqlAccountView implements AccountView {

    private static final String SELECT = "SELECT id, handle, registered_at FROM account WHERE ";

    private final MysqlDatabase database;

    /** Makes the view. */
    public MysqlAccountView(MysqlDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Account> byId(AccountId id) {
        return database.read(
                "look up an account",
                connection -> {
                    try (var select = connection.prepareStatement(SELECT + "id = ?")) {
                        select.setLong(1, id.value());
                        return sure(
                                connection, first(select), " WHERE shard = " + id.shard().value());
                    }
                });
    }

    @Override
    public Optional<Account> byHandle(Handle handle) {
        return database.read(
                "look up a handle",
                connection -> {
                    try (var select =
                            connection.prepareStatement(
                                    SELECT + "handle = ? ORDER BY id LIMIT 1")) {
                        select.setString(1, handle.text());
                        return sure(connection, first(select), "");
                    }
                });
    }

    /** What is being built again cannot be told to be absent. */
    private static Optional<Account> sure(
            Connection connection, Optional<Account> found, String among) throws SQLException {
        if (found.isEmpty()) {
            var rebuilt = new ShardRows();
            new Script().ask(rebuilt, ReseedRows.SELECT + among + " LIMIT 1").send(connection);
            if (!rebuilt.shards().isEmpty()) {
                throw new SQLException("its accounts are being built again from the log");
            }
        }
        return found;
    }

    private static Optional<Account> first(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            return rows.next()
                    ? Optional.of(
                            new Account(
                                    new AccountId(rows.getLong(1)),
                                    new Handle(rows.getString(2)),
                                    rows.getLong(3)))
                    : Optional.empty();
        }
    }
}
