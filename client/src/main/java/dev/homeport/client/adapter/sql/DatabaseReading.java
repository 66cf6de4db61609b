package dev.homeport.client.adapter.sql;

import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Opening;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.checker.Histories.Stored;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one site's database holds of the accounts of a run. Immutable.
 *
 * @param inboxes their inboxes
 * @param stored the messages that they sent
 * @param openings which site opened which epoch
 */
public record DatabaseReading(List<Inbox> inboxes, List<Stored> stored, List<Opening> openings) {

    private static final String HISTORY = "shard_opening_history";

    /** Makes a reading. */
    public DatabaseReading {
        inboxes = List.copyOf(inboxes);
        stored = List.copyOf(stored);
        openings = List.copyOf(openings);
    }

    /**
     * A site's database, and who may read it.
     *
     * @param site which site
     * @param url its JDBC address
     * @param user who reads
     * @param password the user's password
     */
    public record Source(SiteId site, String url, String user, String password) {

        @Override
        public String toString() {
            return site + " by " + url;
        }
    }

    /**
     * Reads. Every wait ends within half a minute.
     *
     * @param accounts whose messages
     * @throws IOException if it cannot be read; the message names the site
     */
    public static DatabaseReading of(Source source, Set<Long> accounts) throws IOException {
        var sign = new Properties();
        sign.setProperty("user", source.user());
        sign.setProperty("password", source.password());
        sign.setProperty("connectTimeout", "5000");
        sign.setProperty("socketTimeout", "30000");
        sign.setProperty("connectionTimeZone", "UTC");
        try (var connection = DriverManager.getConnection(source.url(), sign)) {
            return read(connection, source.site().name(), accounts);
        } catch (SQLException e) {
            throw new IOException(
                    "the database of " + source.site() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static DatabaseReading read(Connection connection, String site, Set<Long> accounts)
            throws SQLException {
        // Numbers alone: nothing here can be anything else than a number.
        var in = accounts.stream().map(Object::toString).collect(Collectors.joining(","));
        var places = new HashMap<Long, List<Place>>();
        accounts.forEach(account -> places.put(account, new ArrayList<>()));
        query(
                connection,
                "SELECT i.account, i.epoch, i.n, HEX(i.message), m.sender, m.body FROM inbox i"
                        + " LEFT JOIN message m ON m.id = i.message WHERE i.account IN ("
                        + in
                        + ") ORDER BY i.account, i.epoch, i.n",
                row -> add(places, row));
        var stored = new ArrayList<Stored>();
        query(
                connection,
                "SELECT HEX(id), sender, recipient, epoch, body FROM message WHERE sender IN ("
                        + in
                        + ")",
                row ->
                        stored.add(
                                new Stored(
                                        site,
                                        id(row.getString(1)),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getString(5))));
        var openings = new ArrayList<Opening>();
        query(
                connection,
                "SELECT shard, epoch, site FROM " + openingTable(connection),
                row -> openings.add(new Opening(row.getInt(1), row.getLong(2), row.getString(3))));
        var inboxes = new ArrayList<Inbox>();
        places.forEach((account, all) -> inboxes.add(new Inbox(site + "/sql", account, all)));
        return new DatabaseReading(inboxes, stored, openings);
    }

    /** The latest opening of each shard stands in every database, all of them in newer ones. */
    private static String openingTable(Connection connection) throws SQLException {
        var histories = new ArrayList<String>();
        query(
                connection,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name = '"
                        + HISTORY
                        + "'",
                row -> histories.add(row.getString(1)));
        return histories.isEmpty() ? "shard_opening" : HISTORY;
    }

    private static void add(Map<Long, List<Place>> places, ResultSet row) throws SQLException {
        var inbox = places.get(row.getLong(1));
        if (inbox != null) {
            inbox.add(
                    new Place(
                            row.getLong(2),
                            row.getLong(3),
                            id(row.getString(4)),
                            row.getLong(5),
                            String.valueOf(row.getString(6))));
        }
    }

    private static String id(String hex) {
        return hex.toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface Rows {
        void next(ResultSet row) throws SQLException;
    }

    private static void query(Connection connection, String query, Rows rows) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.next(result);
            }
        }
    }
}
