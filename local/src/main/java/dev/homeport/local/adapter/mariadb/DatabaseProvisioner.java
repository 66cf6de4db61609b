package dev.homeport.local.adapter.mariadb;

import dev.homeport.local.adapter.file.FolderRemoval;
import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.database.DatabaseIdentity;
import dev.homeport.local.database.DatabaseOptions;
import dev.homeport.local.database.DatabaseRole;
import dev.homeport.local.database.DatabaseSettings;
import dev.homeport.local.database.DatabaseStatements;
import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.Readiness;
import dev.homeport.local.process.RestartPolicy;
import dev.homeport.local.process.StartRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes the database server of a site ready to be started: data folder, users, passwords. Does
 * nothing that was done before. Thread-safe for different folders.
 */
public final class DatabaseProvisioner {

    private static final Duration FIRST_RUN_BOUND = Duration.ofMinutes(2);
    private static final Duration READY_BOUND = Duration.ofSeconds(60);
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);
    private static final int PASSWORD_LENGTH = 32;
    private static final String LETTERS_AND_DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int TAIL_CHARACTERS = 1_000;

    private final DatabaseSoftware software;
    private final SecureRandom chance;
    private final boolean asRoot;

    /**
     * Makes a provisioner.
     *
     * @param software the server to run
     * @param chance makes passwords
     */
    public DatabaseProvisioner(DatabaseSoftware software, SecureRandom chance) {
        this.software = software;
        this.chance = chance;
        this.asRoot = "root".equals(System.getProperty("user.name"));
    }

    /**
     * Provisions a server and returns how to run it.
     *
     * @param settings the server
     * @param name the name of its process
     * @param logFile where its output goes
     * @param stopOrder its place among the processes when they are stopped
     * @throws StartRefusedException if the folder holds the data of another fleet, site or version
     * @throws IOException if the folder cannot be filled
     */
    public ProcessDefinition provision(
            DatabaseSettings settings, String name, Path logFile, int stopOrder)
            throws IOException, StartRefusedException, InterruptedException {
        PrivateFiles.createFolder(settings.folder());
        PrivateFiles.createFolder(settings.folder().resolve(DatabaseOptions.TEMPORARY_FOLDER));
        var identity = DatabaseIdentity.of(settings.fleet(), settings.site(), software.version());
        if (Files.exists(settings.dataFolder())) {
            checkIdentity(settings, identity);
        } else {
            fill(settings, identity);
        }
        PrivateFiles.write(
                settings.startStatementsFile(),
                DatabaseStatements.ofEveryStart(passwords(settings)));
        var command = new ArrayList<>(program());
        command.addAll(DatabaseOptions.ofTheServer(settings, asRoot));
        command.add("--basedir=" + software.baseFolder());
        return new ProcessDefinition(
                name,
                command,
                settings.folder(),
                Map.of(),
                logFile,
                new Readiness.Passes(new DatabaseProbe(settings), READY_BOUND),
                RestartPolicy.USUAL,
                STOP_BOUND,
                stopOrder);
    }

    private List<String> program() {
        return List.of(software.server().toString());
    }

    private static void checkIdentity(DatabaseSettings settings, DatabaseIdentity own)
            throws IOException, StartRefusedException {
        var mend =
                "; use another state folder, or remove "
                        + settings.folder()
                        + " if they are not needed any more";
        var found =
                Files.exists(settings.identityFile())
                        ? DatabaseIdentity.parse(Files.readString(settings.identityFile()))
                        : Optional.<DatabaseIdentity>empty();
        if (found.isEmpty()) {
            throw new StartRefusedException(
                    "The data under "
                            + settings.dataFolder()
                            + " do not say whose they are"
                            + mend
                            + ".");
        }
        var refusal = own.refusalOf(found.get());
        if (refusal.isPresent()) {
            throw new StartRefusedException(
                    "The data under "
                            + settings.dataFolder()
                            + " cannot be served: "
                            + refusal.get()
                            + mend
                            + ".");
        }
    }

    /**
     * Fills a folder beside the data folder and renames it: a data folder is always a whole one.
     */
    private void fill(DatabaseSettings settings, DatabaseIdentity identity)
            throws IOException, InterruptedException {
        var fresh = settings.folder().resolve("data.new");
        FolderRemoval.remove(fresh);
        PrivateFiles.createFolder(fresh);
        var statements = new ArrayList<String>();
        for (var file : software.systemTables()) {
            statements.add(Files.readString(file));
        }
        var input = settings.folder().resolve("first-run.sql");
        var output = settings.folder().resolve("first-run.log");
        Files.writeString(input, DatabaseStatements.ofTheFirstStart(statements));
        var command = new ArrayList<>(program());
        command.addAll(DatabaseOptions.ofTheFirstRun(fresh.toString(), asRoot));
        command.add("--basedir=" + software.baseFolder());
        var process =
                new ProcessBuilder(command)
                        .directory(settings.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(FIRST_RUN_BOUND.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(
                    "database of " + settings.site() + ": not made within " + FIRST_RUN_BOUND);
        }
        if (process.exitValue() != 0) {
            var text = Files.readString(output, StandardCharsets.ISO_8859_1);
            throw new IOException(
                    "database of "
                            + settings.site()
                            + ": it could not be made: "
                            + text.substring(Math.max(0, text.length() - TAIL_CHARACTERS)));
        }
        PrivateFiles.write(settings.identityFile(), identity.toText());
        Files.move(fresh, settings.dataFolder());
        Files.delete(input);
        Files.delete(output);
    }

    private Map<DatabaseRole, String> passwords(DatabaseSettings settings) throws IOException {
        var passwords = new EnumMap<DatabaseRole, String>(DatabaseRole.class);
        for (var role : DatabaseRole.values()) {
            var file = settings.passwordFile(role);
            if (!Files.exists(file)) {
                PrivateFiles.write(file, newPassword() + "\n");
            }
            passwords.put(role, Files.readString(file).strip());
        }
        return passwords;
    }

    private String newPassword() {
        var password = new StringBuilder(PASSWORD_LENGTH);
        for (var i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(LETTERS_AND_DIGITS.charAt(chance.nextInt(LETTERS_AND_DIGITS.length())));
        }
        return password.toString();
    }
}
