package dev.homeport.local.database;

import dev.homeport.local.address.Endpoint;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Path;

/**
 * The database server of one site. Immutable and thread-safe.
 *
 * @param fleet the fleet that its data belong to
 * @param site the site that its data belong to
 * @param listen its only address and port
 * @param folder everything that it keeps
 */
public record DatabaseSettings(FleetId fleet, SiteId site, Endpoint listen, Path folder) {

    /** The name of the one schema. */
    public static final String SCHEMA = "homeport";

    /** Returns the folder with the server's own files. */
    public Path dataFolder() {
        return folder.resolve("data");
    }

    /** Returns the folder with the server's temporary tables; no two servers may share one. */
    public Path temporaryFolder() {
        return folder.resolve("temporary");
    }

    /** Returns the file that says whose data these are and which server wrote them. */
    public Path identityFile() {
        return folder.resolve("identity");
    }

    /** Returns the file with the password of a user, readable by its owner alone. */
    public Path passwordFile(DatabaseRole role) {
        return folder.resolve(role.userName() + ".password");
    }

    /** Returns the file with the statements that the server carries out at every start. */
    public Path startStatementsFile() {
        return folder.resolve("start.sql");
    }

    /** Returns the JDBC address of the schema. */
    public String jdbcUrl() {
        return "jdbc:mysql://" + listen + "/" + SCHEMA;
    }
}
