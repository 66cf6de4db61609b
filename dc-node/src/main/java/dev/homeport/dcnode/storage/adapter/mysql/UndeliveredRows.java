package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the undelivered set. Stateless. */
final class UndeliveredRows {

    static final String SELECT =
            "SELECT message, recipient, site, incarnation, stream_offset FROM undelivered";

    /**
     * The order of this site's log. Only messages from before it was noted share a position; those
     * are in the order in which each home took them.
     */
    static final String ORDER = " ORDER BY position, site, incarnation, stream_offset";

    private UndeliveredRows() {}

    static List<Undelivered> read(PreparedStatement select) throws SQLException {
        var found = new ArrayList<Undelivered>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                var stream = new SiteLog(new SiteId(rows.getString(3)), rows.getLong(4));
                found.add(
                        new Undelivered(
                                DerivedId.ofBytes(rows.getBytes(1)),
                                new AccountId(rows.getLong(2)),
                                new EntryAddress(stream, rows.getLong(5))));
            }
        }
        return found;
    }
}
