package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.vocabulary.SiteLog;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads how far the view is applied, and refuses the view of another log. Used by one thread. */
final class ViewCursor implements Script.Reader {

    static final String SELECT = "SELECT log, position FROM view_cursor WHERE id = 1";

    /** The same, until the end of the transaction out of reach for other appliers. */
    static final String LOCK = SELECT + " FOR UPDATE";

    private final SiteLog log;
    private long position;

    ViewCursor(SiteLog log) {
        this.log = log;
    }

    @Override
    public void read(ResultSet rows) throws SQLException {
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
        position = rows.getLong(2);
    }

    /** The position that was read. */
    long position() {
        return position;
    }
}
