package dev.homeport.local.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that makes users and schema. It is carried out at every start and changes nothing the
 * second time, so a lost password file or a changed privilege mends itself at the next start.
 * Stateless.
 */
public final class DatabaseStatements {

    private DatabaseStatements() {}

    /**
     * Returns the statements of every start, one per line, as the server's start file wants them.
     *
     * @param passwords the password of every role; letters and digits only, so nothing needs
     *     quoting
     * @throws IllegalArgumentException if a password is missing or has other characters
     */
    public static String ofEveryStart(Map<DatabaseRole, String> passwords) {
        var statements = new ArrayList<String>();
        statements.add(
                "CREATE DATABASE IF NOT EXISTS `"
                        + DatabaseSettings.SCHEMA
                        + "` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        for (var role : DatabaseRole.values()) {
            var user = "'" + role.userName() + "'@'127.%'";
            var password = "'" + checked(role, passwords.get(role)) + "'";
            statements.add("CREATE USER IF NOT EXISTS " + user + " IDENTIFIED BY " + password);
            statements.add("ALTER USER " + user + " IDENTIFIED BY " + password);
            statements.add("GRANT " + role.privileges() + " TO " + user);
        }
        // The server's own first statements make these, without a password.
        statements.add("DROP USER IF EXISTS 'root'@'127.0.0.1'");
        statements.add("DROP USER IF EXISTS 'root'@'::1'");
        // Whoever can reach the server's socket file must not be its root by that alone.
        statements.add(
                "ALTER USER 'root'@'localhost' IDENTIFIED BY '"
                        + checked(
                                DatabaseRole.ADMINISTRATOR,
                                passwords.get(DatabaseRole.ADMINISTRATOR))
                        + "'");
        return String.join(";\n", statements) + ";\n";
    }

    private static String checked(DatabaseRole role, @Nullable String password) {
        if (password == null || !password.matches("[A-Za-z0-9]{16,128}")) {
            throw new IllegalArgumentException(
                    "password: that of "
                            + role
                            + " is missing or not made of 16 to 128 letters and digits; remove its"
                            + " file and start again");
        }
        return password;
    }

    /**
     * Returns the statements with which an empty data folder is filled.
     *
     * @param systemTables the contents of the server's own files, in their order
     */
    public static String ofTheFirstStart(List<String> systemTables) {
        var all = new StringBuilder();
        all.append("create database if not exists mysql;\n");
        all.append("use mysql;\n");
        all.append("SET @auth_root_socket=NULL;\n");
        for (var file : systemTables) {
            // These lines would make a root user for the name of this machine, without a password.
            file.lines()
                    .filter(line -> !line.contains("@current_hostname"))
                    .forEach(line -> all.append(line).append('\n'));
        }
        return all.toString();
    }
}
