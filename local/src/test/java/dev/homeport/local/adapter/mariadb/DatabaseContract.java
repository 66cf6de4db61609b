package dev.homeport.local.adapter.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.homeport.local.adapter.os.StateFolder;
import dev.homeport.local.adapter.os.Supervisor;
import dev.homeport.local.adapter.os.SupervisorSettings;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.database.DatabaseRole;
import dev.homeport.local.database.DatabaseSettings;
import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.process.ProcessStatus.State;
import dev.homeport.local.process.StartRefusedException;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What every database server that a site may run on has to do. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class DatabaseContract {

    private static final FleetId FLEET = FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11");
    private static final FleetId OTHER = FleetId.parse("00000000-0000-0000-0000-000000000001");
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final Endpoint LISTEN = Endpoint.parse("127.44.1.5:23400");
    private static final String NAME = "shanghai-database";
    private static final Duration BOUND = Duration.ofSeconds(60);

    private Path temporary;

    private StateFolder folder;
    private Supervisor supervisor;
    private DatabaseSoftware software;
    private DatabaseSettings settings;

    abstract DatabaseSoftware software() throws Exception;

    static DatabaseSoftware packaged() throws Exception {
        var repository =
                Optional.ofNullable(System.getProperty("maven.repo.local"))
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".m2", "repository"));
        return new PackagedDatabase(Path.of("target", "database-server"), repository)
                .provide(System.out::println);
    }

    @BeforeAll
    void startServer(@TempDir Path newFolder) throws Exception {
        temporary = newFolder;
        software = software();
        folder = StateFolder.open(temporary.resolve("state with a blank"), 0, new SecureRandom());
        var watching =
                new SupervisorSettings(
                        Duration.ofMillis(50), Duration.ofMillis(200), 2, 1 << 20, 1);
        supervisor = new Supervisor(folder, watching, new Random(1), status -> {});
        settings = settings(FLEET);
        supervisor.start(provision(settings));
        supervisor.awaitReady(List.of(NAME), BOUND);
    }

    @AfterAll
    void stopServer() throws Exception {
        supervisor.close();
        folder.close();
    }

    @Test
    void statementsOfEveryLanguageComeBackUnchanged() throws Exception {
        try (var connection = connect(DatabaseRole.APPLIER)) {
            execute(connection, "CREATE TABLE words (id INT PRIMARY KEY, word VARCHAR(100))");
            try (var insert = connection.prepareStatement("INSERT INTO words VALUES (1, ?)")) {
                insert.setString(1, "你好 🚢 ñ");
                insert.executeUpdate();
            }
        }
        try (var connection = connect(DatabaseRole.READER)) {
            assertThat(query(connection, "SELECT word FROM words")).isEqualTo("你好 🚢 ñ");
        }
    }

    @Test
    void commitsAreDurableAndTextIsUtf8() throws Exception {
        try (var connection = connect(DatabaseRole.READER)) {
            assertThat(query(connection, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
            assertThat(query(connection, "SELECT @@innodb_doublewrite")).isNotEqualTo("0");
            assertThat(query(connection, "SELECT @@character_set_server")).isEqualTo("utf8mb4");
            assertThat(query(connection, "SELECT @@time_zone")).isEqualTo("+00:00");
        }
    }

    @Test
    void everyRoleHasItsPrivilegesAndNoMore() throws Exception {
        try (var reader = connect(DatabaseRole.READER)) {
            assertThatThrownBy(() -> execute(reader, "CREATE TABLE forbidden (id INT)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
        assertThatThrownBy(() -> connect(DatabaseRole.PROBE)).hasMessageContaining("denied");
        assertThatThrownBy(() ->
                        DriverManager.getConnection(
                                        settings.jdbcUrl() + "?sslMode=DISABLED", "root", "")
                                .close())
                .hasMessageContaining("denied");
        try (var administrator = connect(DatabaseRole.ADMINISTRATOR)) {
            execute(administrator, "SET GLOBAL read_only = ON");
            execute(administrator, "SET GLOBAL read_only = OFF");
        }
        for (var role : DatabaseRole.values()) {
            var mode = Files.getPosixFilePermissions(settings.passwordFile(role));
            assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
        }
    }

    @Test
    void serverListensAtItsOwnAddressOnly() {
        assertThatThrownBy(
                        () -> new Socket(InetAddress.getLoopbackAddress(), LISTEN.port()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void killedServerComesBackWithWhatWasCommitted() throws Exception {
        // Given
        try (var connection = connect(DatabaseRole.APPLIER)) {
            execute(connection, "CREATE TABLE kept (id INT PRIMARY KEY)");
            execute(connection, "INSERT INTO kept VALUES (42)");
        }
        var ends = status().ends();

        // When
        ProcessHandle.of(status().pid().orElseThrow()).orElseThrow().destroyForcibly();

        // Then
        await().atMost(BOUND)
                .untilAsserted(() -> {
                    assertThat(status().ends()).isGreaterThan(ends);
                    assertThat(status().state()).as("state in %s", status()).isEqualTo(State.READY);
                });
        try (var connection = connect(DatabaseRole.READER)) {
            assertThat(query(connection, "SELECT id FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void stoppedServerIsShownAsUnresponsiveAndNotRestarted() throws Exception {
        var pid = status().pid().orElseThrow();

        signal("STOP", pid);
        await().atMost(BOUND).until(() -> status().state() == State.UNRESPONSIVE);
        signal("CONT", pid);
        await().atMost(BOUND).until(() -> status().state() == State.READY);

        assertThat(status().pid()).hasValue(pid);
    }

    @Test
    void secondStartKeepsDataAndPasswordsAndMendsALostPassword() throws Exception {
        // Given
        try (var connection = connect(DatabaseRole.APPLIER)) {
            execute(connection, "CREATE TABLE again (id INT PRIMARY KEY)");
        }
        var password = Files.readString(settings.passwordFile(DatabaseRole.APPLIER));
        var start = System.nanoTime();

        // When
        supervisor.stop(NAME);
        var stopMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        Files.delete(settings.passwordFile(DatabaseRole.READER));
        supervisor.start(provision(settings));
        supervisor.awaitReady(List.of(NAME), BOUND);

        // Then
        assertThat(stopMillis).isLessThan(20_000);
        assertThat(settings.passwordFile(DatabaseRole.APPLIER)).hasContent(password);
        try (var connection = connect(DatabaseRole.READER)) {
            assertThat(query(connection, "SELECT COUNT(*) FROM again")).isEqualTo("0");
        }
    }

    @Test
    void folderOfAnotherFleetOrOfNobodyIsRefused() throws Exception {
        assertThatThrownBy(() -> provision(settings(OTHER)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("they are of fleet " + FLEET + " and not of " + OTHER);

        var nobodys =
                new DatabaseSettings(FLEET, SHANGHAI, LISTEN, temporary.resolve("nobodys folder"));
        Files.createDirectories(nobodys.dataFolder());
        assertThatThrownBy(() -> provision(nobodys))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("do not say whose they are");
    }

    private DatabaseSettings settings(FleetId fleet) {
        return new DatabaseSettings(
                fleet, SHANGHAI, LISTEN, folder.path().resolve("shanghai").resolve("database"));
    }

    private ProcessDefinition provision(DatabaseSettings of) throws Exception {
        return new DatabaseProvisioner(software, new SecureRandom())
                .provision(of, NAME, folder.path().resolve("database.log"), 0);
    }

    private ProcessStatus status() {
        return supervisor.status().getFirst();
    }

    private Connection connect(DatabaseRole role) throws Exception {
        return DriverManager.getConnection(
                settings.jdbcUrl() + "?sslMode=DISABLED",
                role.userName(),
                Files.readString(settings.passwordFile(role)).strip());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return String.valueOf(result.getString(1));
        }
    }

    private static void signal(String name, long pid) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
