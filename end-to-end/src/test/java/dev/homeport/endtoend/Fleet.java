package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.client.adapter.file.FleetFolder;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionFactory;

/**
 * A fleet that the command line has started, seen and broken from outside. Its state folder has a
 * blank in its path, as a user's may have, and Canada's data are on a small disk of their own where
 * that can be had.
 */
final class Fleet implements AutoCloseable {

    static final SiteId SHANGHAI = new SiteId("shanghai");
    static final SiteId HONGKONG = new SiteId("hongkong");
    static final SiteId CANADA = new SiteId("canada");
    static final List<SiteId> SITES = List.of(SHANGHAI, HONGKONG, CANADA);
    static final int NUMBER = 91;

    private static final String ADMINISTRATOR = "homeport_administrator";
    private static final Duration UP_BOUND = Duration.ofMinutes(5);
    private static final Duration COMMAND_BOUND = Duration.ofMinutes(1);

    /** What makes an empty folder one that holds a fleet's state. */
    private static final String STATE_MARK = "launcher.lock";

    private final Homeport homeport;
    private final Optional<SmallDisk> diskOfCanada;
    private final JsonNode started;

    /** A test run that is ended from outside leaves no fleet behind. */
    private final Thread lastResort = new Thread(this::end, "end the fleet");

    /** Nor does one that is killed. */
    private final LastWill lastWill;

    private Fleet(
            Homeport homeport,
            Optional<SmallDisk> diskOfCanada,
            JsonNode started,
            LastWill lastWill) {
        this.homeport = homeport;
        this.diskOfCanada = diskOfCanada;
        this.started = started;
        this.lastWill = lastWill;
    }

    static Fleet start() throws IOException, InterruptedException {
        return start(NUMBER);
    }

    /** Brings up the fleet of a state folder; what it returns is what was printed. */
    @FunctionalInterface
    interface Start {
        JsonNode up(Homeport homeport) throws IOException, InterruptedException;
    }

    /** Starts a fleet at addresses of its own. */
    static Fleet start(int number) throws IOException, InterruptedException {
        return start(number, Fleet::up);
    }

    /** Starts a fleet at addresses of its own, in a way of its own. */
    static Fleet start(int number, Start start) throws IOException, InterruptedException {
        var root = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
        var state = Files.createTempDirectory("homeport fleet ").toRealPath();
        Files.createFile(state.resolve(STATE_MARK));
        var disk = SmallDisk.mount(state.resolve(CANADA.name()));
        var homeport = new Homeport(root, state, number);
        var lastWill = LastWill.downOf(homeport);
        var fleet = new Fleet(homeport, disk, upOn(disk, homeport, start), lastWill);
        Runtime.getRuntime().addShutdownHook(fleet.lastResort);
        return fleet;
    }

    private void end() {
        try {
            wipe();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode upOn(Optional<SmallDisk> disk, Homeport homeport, Start start)
            throws IOException, InterruptedException {
        var isUp = false;
        try {
            var started = start.up(homeport);
            isUp = true;
            return started;
        } finally {
            if (!isUp && disk.isPresent()) {
                disk.get().close();
            }
        }
    }

    private static JsonNode up(Homeport homeport) throws IOException, InterruptedException {
        return homeport.run(UP_BOUND, "up", "--detach", "-o", "json").succeeded().json();
    }

    private void wipe() throws IOException, InterruptedException {
        run(Duration.ofMinutes(2), "down").succeeded();
        if (diskOfCanada.isPresent()) {
            diskOfCanada.get().close();
        }
        run("down", "--wipe", "--yes").succeeded();
    }

    /** The disk that Canada's data are on, where it is not everybody's. */
    Optional<SmallDisk> diskOfCanada() {
        return diskOfCanada;
    }

    /** What {@code up} has printed. */
    JsonNode started() {
        return started;
    }

    Path stateFolder() {
        return homeport.stateFolder();
    }

    FleetFolder folder() throws IOException {
        return FleetFolder.open(stateFolder());
    }

    /** The command line of this fleet, to be run in ways of one's own. */
    Homeport homeport() {
        return homeport;
    }

    Homeport.Said run(String... arguments) throws IOException, InterruptedException {
        return homeport.run(COMMAND_BOUND, arguments);
    }

    Homeport.Said run(Duration bound, String... arguments)
            throws IOException, InterruptedException {
        return homeport.run(bound, arguments);
    }

    /** Ends the fleet and starts it again with its data. */
    void restart() throws IOException, InterruptedException {
        run(Duration.ofMinutes(2), "down").succeeded();
        up(homeport);
    }

    JsonNode status() {
        try {
            return run("status", "-o", "json").succeeded().json();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    JsonNode site(SiteId site) {
        return named(status().path("sites"), "site", site.name());
    }

    /** A site's link from an origin. */
    JsonNode link(SiteId site, SiteId origin) {
        return named(site(site).path("links"), "origin", origin.name());
    }

    private static JsonNode named(JsonNode all, String key, String name) {
        return stream(all)
                .filter(each -> each.path(key).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + all));
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Every process that runs, of every site and outside. */
    List<JsonNode> processes() {
        return processes(status());
    }

    private static List<JsonNode> processes(JsonNode status) {
        var all = new ArrayList<JsonNode>();
        status.path("sites").forEach(site -> site.path("processes").forEach(all::add));
        status.path("outside").forEach(all::add);
        return all;
    }

    /** Everything that the fleet consists of, by name: what status shows, databases, launcher. */
    SortedMap<String, Long> pids() throws IOException {
        var status = status();
        var pids = new TreeMap<String, Long>();
        for (var process : processes(status)) {
            pids.put(process.path("process").asText(), process.path("pid").asLong());
        }
        for (var site : SITES) {
            pids.put(site + "-database-5", databasePid(site));
        }
        pids.put("launcher-1", status.path("launcher").asLong());
        assertThat(pids.values()).as("%s", pids).allMatch(pid -> pid > 0);
        return pids;
    }

    /** Where a process keeps everything. */
    Path folderOf(String process) {
        var parts = process.split("-", 2);
        return SITES.stream().anyMatch(site -> site.name().equals(parts[0]))
                ? stateFolder().resolve(parts[0]).resolve(parts[1])
                : stateFolder().resolve("outside").resolve(process);
    }

    /** What a process prints: a folder of its own, or the launcher's one file. */
    Path logOf(String process) {
        return process.equals("launcher-1")
                ? stateFolder().resolve("launcher.log")
                : folderOf(process).resolve("log");
    }

    long pid(String process) {
        return processes().stream()
                .filter(each -> each.path("process").asText().equals(process))
                .map(each -> each.path("pid").asLong())
                .filter(pid -> pid > 0)
                .findFirst()
                .orElseThrow(() -> new AssertionError(process + " does not run"));
    }

    /** The process that leads a site's log. */
    String leader(SiteId site) {
        var leader = site(site).path("leader");
        assertThat(leader.isTextual()).as("%s has a leader", site).isTrue();
        return leader.asText();
    }

    void kill(String process) throws IOException, InterruptedException {
        signal("KILL", pid(process));
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        var code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        assertThat(code).as("kill -%s %s", name, pid).isZero();
    }

    /** Patience that fits a machine shared with others. */
    static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500));
    }

    /** Each scenario begins with a whole fleet, whatever the one before has done to it. */
    void heal() throws IOException, InterruptedException {
        run("wan", "heal").succeeded();
        patiently()
                .untilAsserted(
                        () -> assertThat(status().path("problems")).as("problems").isEmpty());
    }

    /** Reads one number of a site's database, as the user that may only read. */
    long read(SiteId site, String query, Object... values) throws IOException, SQLException {
        var database = Objects.requireNonNull(folder().databases().get(site));
        try (var connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.password());
                var statement = connection.prepareStatement(query)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }

    /** Has a site's database server do something, as its administrator. */
    void administrate(SiteId site, String statement) throws IOException, SQLException {
        var database = Objects.requireNonNull(folder().databases().get(site));
        var password =
                Files.readString(database.folder().resolve(ADMINISTRATOR + ".password")).strip();
        try (var connection = DriverManager.getConnection(database.url(), ADMINISTRATOR, password);
                var work = connection.createStatement()) {
            work.execute(statement);
        }
    }

    /** The pid of a site's database server. */
    long databasePid(SiteId site) throws IOException {
        var data =
                stateFolder().resolve(site.name()).resolve("database-5").resolve("data").toString();
        return ProcessHandle.allProcesses()
                .filter(each ->
                        commandLine(each.pid()).filter(line -> line.contains(data)).isPresent())
                .map(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no database server of " + site + " runs"));
    }

    private static Optional<String> commandLine(long pid) {
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                            .replace('\0', ' '));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Runtime.getRuntime().removeShutdownHook(lastResort);
        wipe();
        lastWill.close();
        Files.deleteIfExists(stateFolder());
    }
}
