package dev.homeport.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three replicas on the real log with mutual TLS, in one JVM. */
@Timeout(120)
class ControlPlaneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, CoordinationProcess> running = new TreeMap<>();
    private TestFleet fleet;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        fleet = new TestFleet(folder, 173);
        fleet.orderToFormat();
    }

    @AfterEach
    void stop() {
        running.values().forEach(CoordinationProcess::close);
        fleet.close();
    }

    @Test
    void threeReplicasBeginOnceServeWithoutOneAndComeBackWithTheSameTable() throws Exception {
        // Given three replicas that start at once
        startAll();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        TestFleet.SITES.forEach(site ->
                                assertThat(fleet.control(site).getLong("tableVersion"))
                                        .isEqualTo(1L)));
        // Then the fleet has begun exactly once
        TestFleet.SITES.forEach(
                site -> assertThat(fleet.control(site).getLong("lastPosition")).isEqualTo(1L));
        assertThat(fleet.orderOf("canada")).doesNotExist();

        // When one is gone
        close("canada");
        assertThat(table("shanghai")).isEqualTo(table("hongkong"));

        // When all are started again
        var before = table("shanghai");
        close("shanghai");
        close("hongkong");
        startAll();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(fleet.management("canada", "/health/ready").statusCode())
                                .isEqualTo(200));
        assertThat(table("canada")).isEqualTo(before);
        assertThat(fleet.control("canada").getLong("lastPosition")).isEqualTo(1L);
    }

    @Test
    void doorTellsAProcessOfTheFleetWhereSitesAreAndNobodyElse() throws Exception {
        startAll();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(fleet.door("hongkong", "/v1/topology").statusCode())
                                .isEqualTo(200));

        var sites =
                new JsonObject(fleet.door("hongkong", "/v1/topology").body()).getJsonArray("sites");
        assertThat(sites.getJsonObject(2).getString("name")).isEqualTo("canada");
        assertThat(sites.getJsonObject(2).getJsonArray("access").getString(0))
                .isEqualTo("https://127.173.3.4:25001");
        assertThat(fleet.doorAs("client", "hongkong", "/v1/table").statusCode()).isEqualTo(403);
        assertThat(fleet.door("hongkong", "/v1/table?after=x").statusCode()).isEqualTo(400);
    }

    @Test
    void logBehindTheWitnessesServesNothing() throws Exception {
        fleet.witnessesKnow(7);
        startAll();

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(fleet.control("shanghai").getString("trouble"))
                                .contains("witnesses know table 7"));
        assertThat(fleet.management("shanghai", "/health/ready").statusCode()).isEqualTo(503);
        assertThat(fleet.door("shanghai", "/v1/table").statusCode()).isEqualTo(503);
        assertThat(fleet.control("shanghai").getLong("lastPosition")).isZero();
    }

    private void close(String site) {
        var process = running.remove(site);
        if (process != null) {
            process.close();
        }
    }

    private void startAll() throws Exception {
        var starting = new TreeMap<String, Future<CoordinationProcess>>();
        // Not the common pool: the engine works there, and starts that wait would occupy it.
        // Platform threads: virtual ones that load the same classes at once can block each other.
        try (var starters = Executors.newCachedThreadPool()) {
            for (var site : TestFleet.SITES) {
                starting.put(site, starters.submit(() -> start(site)));
            }
        }
        for (var started : starting.entrySet()) {
            running.put(started.getKey(), started.getValue().get());
        }
    }

    private CoordinationProcess start(String site) throws Exception {
        var file = fleet.write(site, fleet.keys(site, "control"));
        var config = CoordinationConfig.read(file, Map.of());
        CoordinationProcess.format(config);
        return CoordinationProcess.start(config, (reason, detail) -> {}, line -> {});
    }

    private String table(String site) {
        var answer = fleet.door(site, "/v1/table");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        return answer.body();
    }
}
