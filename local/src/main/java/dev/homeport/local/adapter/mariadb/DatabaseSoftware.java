package dev.homeport.local.adapter.mariadb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A database server program and the files that come with it. Immutable and thread-safe.
 *
 * @param server the program
 * @param baseFolder the folder that it looks for its messages under
 * @param sqlFolder the folder with the SQL of its system tables
 * @param version such as {@code 10.11}: servers of one such version read each other's data
 */
public record DatabaseSoftware(Path server, Path baseFolder, Path sqlFolder, String version) {

    /** Environment variable that names the server program to use. */
    public static final String VARIABLE = "HOMEPORT_MARIADBD";

    private static final Pattern VERSION = Pattern.compile("Ver (\\d+\\.\\d+)\\.\\d+-MariaDB");
    private static final List<String> USUAL_FOLDERS =
            List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/usr/libexec");
    private static final List<String> SQL_FOLDERS =
            List.of("share/mysql", "share/mariadb", "share");
    private static final long VERSION_BOUND_SECONDS = 10;

    /**
     * Finds an installed server: the one that {@link #VARIABLE} names, else one on the path or in a
     * usual folder that has the files of its system tables with it.
     *
     * @param environment the environment's variable of that name and its PATH are looked at
     * @throws IOException if the variable names something that is no such server
     */
    public static Optional<DatabaseSoftware> installed(Map<String, String> environment)
            throws IOException, InterruptedException {
        var named = environment.get(VARIABLE);
        if (named != null && !named.isEmpty()) {
            var found = at(Path.of(named));
            if (found.isEmpty()) {
                throw new IOException(
                        VARIABLE
                                + ": "
                                + named
                                + " is no MariaDB server with its SQL files; name another, or leave"
                                + " the variable out");
            }
            return found;
        }
        var folders = new ArrayList<String>();
        folders.addAll(List.of(environment.getOrDefault("PATH", "").split(":", -1)));
        folders.addAll(USUAL_FOLDERS);
        for (var folder : folders) {
            if (!folder.isEmpty()) {
                var found = at(Path.of(folder).resolve("mariadbd"));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the server at a path, or nothing if there is none that could be used. */
    static Optional<DatabaseSoftware> at(Path server) throws IOException, InterruptedException {
        if (!Files.isExecutable(server)) {
            return Optional.empty();
        }
        var real = server.toRealPath();
        var programs = real.getParent();
        var base = programs == null ? null : programs.getParent();
        if (base == null) {
            return Optional.empty();
        }
        var sql =
                SQL_FOLDERS.stream()
                        .map(base::resolve)
                        .filter(folder -> !systemTables(folder).isEmpty())
                        .findFirst();
        var version = versionOf(real);
        return sql.isPresent() && version.isPresent()
                ? Optional.of(new DatabaseSoftware(real, base, sql.get(), version.get()))
                : Optional.empty();
    }

    /** Returns the files of the system tables, in the order in which they are carried out. */
    List<Path> systemTables() {
        return systemTables(sqlFolder);
    }

    private static List<Path> systemTables(Path folder) {
        // Until 10.11 their names begin with the old name of the project.
        for (var name : List.of("mariadb", "mysql")) {
            var files =
                    List.of(
                            folder.resolve(name + "_system_tables.sql"),
                            folder.resolve(name + "_performance_tables.sql"),
                            folder.resolve(name + "_system_tables_data.sql"));
            if (files.stream().allMatch(Files::isReadable)) {
                return files;
            }
        }
        return List.of();
    }

    private static Optional<String> versionOf(Path server)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(server.toString(), "--version")
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        if (!process.waitFor(VERSION_BOUND_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.empty();
        }
        var output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        var matcher = VERSION.matcher(output);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
