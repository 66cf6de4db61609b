package dev.homeport.local.adapter.mariadb;

import dev.homeport.local.database.DatabaseRole;
import dev.homeport.local.database.DatabaseSettings;
import dev.homeport.local.process.NotReadyException;
import dev.homeport.local.process.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Asks a database server whether it answers, with a query: one that was stopped (SIGSTOP) still
 * accepts connections. Thread-safe.
 */
public final class DatabaseProbe implements Readiness.Probe {

    private static final String BOUND_MILLIS = "1500";

    private final DatabaseSettings settings;

    /**
     * Makes a probe.
     *
     * @param settings the server, provisioned already
     */
    public DatabaseProbe(DatabaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public void check() throws NotReadyException {
        try (var connection = DriverManager.getConnection(url(), properties());
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT 1")) {
            if (!result.next()) {
                throw new NotReadyException(settings.listen() + " answers with no row", null);
            }
        } catch (SQLException | IOException e) {
            throw new NotReadyException(
                    "the database at " + settings.listen() + ": " + e.getMessage(), e);
        }
    }

    /** Without a schema: the user of this probe may see none. */
    private String url() {
        return "jdbc:mysql://" + settings.listen() + "/";
    }

    private Properties properties() throws IOException {
        var properties = new Properties();
        properties.setProperty("user", DatabaseRole.PROBE.userName());
        properties.setProperty(
                "password", Files.readString(settings.passwordFile(DatabaseRole.PROBE)).strip());
        properties.setProperty("connectTimeout", BOUND_MILLIS);
        properties.setProperty("socketTimeout", BOUND_MILLIS);
        // On a loopback address of its own, with a password that only this user can read.
        properties.setProperty("sslMode", "DISABLED");
        return properties;
    }
}
