package dev.homeport.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real processes, each with a voter of the coordinator and a replica of the control plane.
 */
@Timeout(180)
class CoordinationProcessesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BOTH = "coordinator,control";

    private final Map<String, Process> running = new TreeMap<>();
    private TestFleet fleet;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        fleet = new TestFleet(folder, 174);
    }

    @AfterEach
    void stop() throws Exception {
        for (var process : running.values()) {
            process.destroyForcibly().waitFor();
        }
        fleet.close();
    }

    @Test
    void processesElectLeadersSurviveAKillAndEndOnASignal() throws Exception {
        // Given three processes with the order to format
        fleet.orderToFormat();
        for (var site : TestFleet.SITES) {
            start(site, fleet.keys(site, BOTH));
        }
        TestFleet.SITES.forEach(this::awaitReady);

        // Then each shows both parts, and the same table is known at all three
        for (var site : TestFleet.SITES) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        var status = fleet.status(site);
                        assertThat(status.getString("process")).isEqualTo(site + "-coordinator-4");
                        assertThat(status.getJsonObject("coordinator").getString("leader"))
                                .isNotNull();
                        assertThat(status.getJsonObject("control").getLong("tableVersion"))
                                .isEqualTo(1L);
                    });
            assertThat(fleet.orderOf(site)).doesNotExist();
        }
        assertThat(fleet.management("canada", "/metrics").body())
                .contains("homeport_routing_table_version")
                .contains("homeport_coordinator_grant_mark");

        // Then one of them can tell that a handle belongs to nobody, and what is no handle
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(TestFleet.SITES)
                                .anyMatch(site ->
                                        fleet.door(site, "/v1/handles?handle=alice")
                                                .body()
                                                .equals("{\"account\":null}")));
        assertThat(fleet.door("canada", "/v1/handles?handle=x").statusCode()).isEqualTo(400);

        // When the process that leads the control plane is killed
        var killed = leader();
        process(killed).destroyForcibly().waitFor();
        var left = TestFleet.SITES.stream().filter(site -> !site.equals(killed)).toList();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(left)
                                .anyMatch(site -> fleet.control(site).getBoolean("leading"))
                                .allMatch(
                                        site -> fleet.door(site, "/v1/table").statusCode() == 200));

        // Then it comes back, and nothing was decided twice
        start(killed, fleet.keys(killed, BOTH));
        awaitReady(killed);
        assertThat(fleet.control(killed).getLong("lastPosition")).isEqualTo(1L);

        // When they are told to stop
        running.values().forEach(Process::destroy);
        for (var site : TestFleet.SITES) {
            assertThat(process(site).waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process(site).exitValue()).as(output(site)).isZero();
        }
    }

    @Test
    void processWithoutStoreAndWithoutOrderIsRefusedForGood() throws Exception {
        Files.createDirectories(fleet.folderOf("canada"));
        start("canada", fleet.keys("canada", BOTH));

        assertThat(exitCode("canada")).isEqualTo(78);
        assertThat(output("canada")).contains("never formatted");
        assertThat(fleet.folderOf("canada").resolve("store")).doesNotExist();
    }

    @Test
    void processWhoseConfigurationIsWrongNamesTheKey() throws Exception {
        fleet.orderToFormat();
        var keys = fleet.keys("canada", BOTH);
        keys.put("sites.access", "canada=http://127.174.3.4:1");
        start("canada", keys);

        assertThat(exitCode("canada")).isEqualTo(78);
        assertThat(output("canada")).contains("sites.access: ").contains("https://HOST:PORT");
    }

    private void start(String site, Map<String, String> keys) throws Exception {
        var builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Xmx192m",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        CoordinationMain.class.getName()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(out(site).toFile()));
        builder.environment().put("HOMEPORT_CONFIG", fleet.write(site, keys).toString());
        running.put(site, builder.start());
    }

    private Process process(String site) {
        return Objects.requireNonNull(running.get(site), site);
    }

    private Path out(String site) {
        return fleet.folderOf(site).resolve("out");
    }

    private String output(String site) throws IOException {
        return Files.readString(out(site));
    }

    private int exitCode(String site) throws Exception {
        assertThat(process(site).waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process(site).exitValue();
    }

    private void awaitReady(String site) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(fleet.management(site, "/health/ready").statusCode())
                                .as(() -> site + ":\n" + read(site))
                                .isEqualTo(200));
    }

    private String read(String site) {
        try {
            return output(site);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String leader() {
        Optional<String> found =
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        TestFleet.SITES.stream()
                                                .filter(site ->
                                                        fleet.control(site).getBoolean("leading"))
                                                .findFirst(),
                                Optional::isPresent);
        return found.orElseThrow();
    }
}
