package dev.homeport.local.database;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of a site's database server, all of them on its command line: no file of the machine
 * has a say. Stateless.
 */
public final class DatabaseOptions {

    private DatabaseOptions() {}

    /**
     * Returns the options of a running server. Every commit is fsynced before it is acknowledged.
     *
     * @param settings the server's settings
     * @param asRoot whether it is to run as root, which it refuses unless told
     */
    public static List<String> ofTheServer(DatabaseSettings settings, boolean asRoot) {
        var options =
                new ArrayList<>(
                        ofEveryRun(
                                settings.dataFolder().toString(),
                                settings.temporaryFolder().toString(),
                                asRoot));
        options.addAll(
                List.of(
                        "--bind-address=" + settings.listen().address(),
                        "--port=" + settings.listen().port(),
                        // Relative to the data folder, so that no path is too long for a socket.
                        "--socket=server.sock",
                        "--pid-file=server.pid",
                        "--init-file=" + settings.startStatementsFile(),
                        "--skip-name-resolve",
                        "--max-connections=200",
                        "--max-connect-errors=1000000000",
                        "--character-set-server=utf8mb4",
                        "--collation-server=utf8mb4_bin",
                        "--default-time-zone=+00:00",
                        "--sql-mode=STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,"
                                + "NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY",
                        "--local-infile=0",
                        "--skip-symbolic-links",
                        "--skip-log-bin",
                        "--innodb-flush-log-at-trx-commit=1",
                        "--innodb-doublewrite=1",
                        "--innodb-buffer-pool-size=64M",
                        "--performance-schema=OFF"));
        return List.copyOf(options);
    }

    /**
     * Returns the options of the run that fills an empty data folder from standard input.
     *
     * @param dataFolder the folder
     * @param temporaryFolder where it keeps temporary tables
     * @param asRoot whether it is to run as root
     */
    public static List<String> ofTheFirstRun(
            String dataFolder, String temporaryFolder, boolean asRoot) {
        var options = new ArrayList<>(ofEveryRun(dataFolder, temporaryFolder, asRoot));
        options.addAll(
                List.of(
                        "--bootstrap",
                        "--silent-startup",
                        "--log-warnings=0",
                        "--enforce-storage-engine=",
                        "--max-allowed-packet=8M",
                        "--net-buffer-length=16K"));
        return List.copyOf(options);
    }

    private static List<String> ofEveryRun(
            String dataFolder, String temporaryFolder, boolean asRoot) {
        var options = new ArrayList<String>();
        options.add("--no-defaults");
        if (asRoot) {
            options.add("--user=root");
        }
        options.add("--datadir=" + dataFolder);
        // A server that starts clears this folder of temporary tables, those of others included.
        options.add("--tmpdir=" + temporaryFolder);
        options.add("--innodb-log-file-size=32M");
        return options;
    }
}
