package dev.homeport.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Three replicas in one JVM, asked through the door of the one that leads. */
final class MovingReplicas implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestFleet fleet;
    private final Map<String, CoordinationProcess> running = new TreeMap<>();

    MovingReplicas(TestFleet fleet) throws Exception {
        this.fleet = fleet;
        startAll();
    }

    /** The sites whose replicas run. */
    Set<String> running() {
        return Set.copyOf(running.keySet());
    }

    private void startAll() throws Exception {
        var starting = new TreeMap<String, Future<CoordinationProcess>>();
        // Not virtual ones: classes that are initialised meanwhile would hold all their carriers.
        try (var starters = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
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

    /** The site whose replica decides. */
    String leader() {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                running.keySet().stream()
                                        .filter(site -> fleet.control(site).getBoolean("leading"))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Asks the leader, again as long as there is none or it has just begun. */
    HttpResponse<String> wish(String path, JsonObject body) {
        return await().atMost(PATIENCE)
                .until(
                        () -> fleet.post(leader(), path, body.encode()),
                        answer -> answer.statusCode() != 503);
    }

    static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    /** A move as the leader shows it. */
    JsonObject move(String id) {
        var answer = fleet.door(leader(), "/v1/moves/" + id);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    /** Waits until a move is in a phase. */
    void awaitPhase(String id, String phase) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(move(id).getString("phase")).isEqualTo(phase));
    }

    /** A site as the leader shows it. */
    JsonObject site(String name) {
        return json(fleet.door(leader(), "/v1/sites/" + name));
    }

    /** Ends a replica. */
    void close(String site) {
        var process = running.remove(site);
        if (process != null) {
            process.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::close);
    }
}
