package dev.homeport.dcnode.storage.adapter.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.homeport.dcnode.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * A site's database: a pool of at most {@value #MAX_CONNECTIONS} connections, and the migrations.
 * Every wait has a bound, so that a server that hangs costs its callers seconds and never more.
 * Thread-safe.
 */
public final class MysqlDatabase implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 12;
    private static final int ACQUISITION_MILLIS = 2_000;
    private static final int VALIDATION_MILLIS = 1_000;
    private static final int LIFETIME_MILLIS = 30 * 60_000;

    /**
     * Long batches stay far below the socket's limit; a hanging server is left for dead after it.
     * Statements may travel together ({@link Script}), which is safe as long as no text of a
     * statement comes from outside: values are parameters. Results are never in the session's time
     * zone.
     */
    private static final String DRIVER_SETTINGS =
            "connectTimeout=2000&socketTimeout=8000&tcpKeepAlive=true"
                    + "&allowMultiQueries=true&useServerPrepStmts=false&cachePrepStmts=true"
                    + "&useLocalSessionState=true&cacheServerConfiguration=true"
                    + "&characterEncoding=UTF-8&connectionTimeZone=UTC"
                    + "&allowLoadLocalInfile=false&allowUrlInLocalInfile=false";

    private final HikariDataSource pool;

    /**
     * Where a site's database is.
     *
     * @param url as {@code jdbc:mysql://HOST:PORT/NAME}, without parameters other than those that
     *     the server needs
     * @param user the user
     * @param password its password
     */
    public record Settings(String url, String user, String password) {

        /**
         * Makes settings.
         *
         * @throws IllegalArgumentException if the address has not that form
         */
        public Settings {
            if (!url.startsWith("jdbc:mysql://")) {
                throw new IllegalArgumentException(
                        "database.url: \""
                                + url
                                + "\" is not a database address; use jdbc:mysql://HOST:PORT/NAME");
            }
        }

        @Override
        public String toString() {
            return url + " as " + user;
        }
    }

    private MysqlDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Makes the pool, without connecting: a database may come later than its users. */
    public static MysqlDatabase at(Settings settings) {
        var configuration = new HikariConfig();
        var separator = settings.url().contains("?") ? "&" : "?";
        configuration.setJdbcUrl(settings.url() + separator + DRIVER_SETTINGS);
        configuration.setUsername(settings.user());
        configuration.setPassword(settings.password());
        configuration.setPoolName("site-database");
        configuration.setMaximumPoolSize(MAX_CONNECTIONS);
        configuration.setMinimumIdle(1);
        configuration.setConnectionTimeout(ACQUISITION_MILLIS);
        configuration.setValidationTimeout(VALIDATION_MILLIS);
        configuration.setMaxLifetime(LIFETIME_MILLIS);
        configuration.setInitializationFailTimeout(-1);
        configuration.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new MysqlDatabase(new HikariDataSource(configuration));
    }

    /**
     * Brings the tables up to this release's form.
     *
     * @throws StorageException if the server cannot be reached or a migration fails
     */
    void migrate() {
        // Said by itself: of a server that is away, Flyway tells in many lines.
        var _ = read("be reached", connection -> connection.isValid(VALIDATION_MILLIS / 1_000));
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/site")
                    .table("schema_history")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException("the database could not be migrated: " + firstLine(e), e);
        }
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Something done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Reads in autocommit mode.
     *
     * @param what the attempt in words, such as "read an inbox"
     * @throws StorageException if it failed
     */
    <T> T read(String what, Work<T> work) {
        try (var connection = pool.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new StorageException("the database could not " + what + ": " + e.getMessage(), e);
        }
    }

    /**
     * Works in a transaction that the work itself begins and ends, so that neither costs a round
     * trip of its own. A connection on which that failed is not used again: going, it rolls back.
     *
     * @throws StorageException if it failed, or if it is not known whether it was committed
     */
    <T> T transact(String what, Work<T> work) {
        return read(
                what,
                connection -> {
                    try {
                        return work.with(connection);
                    } catch (SQLException | RuntimeException e) {
                        pool.evictConnection(connection);
                        throw e;
                    }
                });
    }

    @Override
    public void close() {
        pool.close();
    }
}
