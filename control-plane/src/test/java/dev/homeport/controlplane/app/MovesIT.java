package dev.homeport.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.vocabulary.ShardSet;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moves through the door of three replicas, with sites that report what the test says. */
@Timeout(120)
class MovesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ShardSet HONGKONGS = ShardSet.range(1_365, 2_730);
    private static final ShardSet CANADAS = ShardSet.range(2_730, 4_096);

    private final Map<String, CoordinationProcess> running = new TreeMap<>();
    private TestFleet fleet;
    private ReportedSites sites;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        fleet = new TestFleet(folder, 179);
        sites = new ReportedSites(fleet);
        fleet.orderToFormat();
        startAll();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        TestFleet.SITES.forEach(site ->
                                assertThat(fleet.door(site, "/v1/table").statusCode())
                                        .isEqualTo(200)));
    }

    @AfterEach
    void stop() {
        running.values().forEach(CoordinationProcess::close);
        sites.close();
        fleet.close();
    }

    private void startAll() throws Exception {
        var starting = new TreeMap<String, Future<CoordinationProcess>>();
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
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

    private String leader() {
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
    private HttpResponse<String> wish(String path, JsonObject body) {
        return await().atMost(PATIENCE)
                .until(
                        () -> fleet.post(leader(), path, body.encode()),
                        answer -> answer.statusCode() != 503);
    }

    private static JsonObject order(String request, String kind, String site) {
        return new JsonObject()
                .put("requestId", request)
                .put("kind", kind)
                .put("site", site)
                .put("reason", "a test");
    }

    private static JsonObject evacuation(String request) {
        return order(request, "evacuation", "hongkong").put("to", "canada");
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private JsonObject move(String id) {
        var answer = fleet.door(leader(), "/v1/moves/" + id);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    private void awaitPhase(String id, String phase) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(move(id).getString("phase")).isEqualTo(phase));
    }

    private JsonObject site(String name) {
        return json(fleet.door(leader(), "/v1/sites/" + name));
    }

    @Test
    void siteIsEvacuatedAndFailedBackAsThePlanSaid() throws Exception {
        // Given the plan of a dry run, which changes nothing
        var tried = wish("/v1/moves", evacuation("1").put("dryRun", true));
        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(json(tried).fieldNames()).containsExactly("plan");

        // When it is done, it is what was planned, to the letter
        var begun = wish("/v1/moves", evacuation("1").put("expectedVersion", 1));
        assertThat(begun.statusCode()).isEqualTo(201);
        assertThat(json(begun).getJsonObject("plan").encode())
                .isEqualTo(json(tried).getJsonObject("plan").encode());
        var id = json(begun).getJsonObject("move").getString("id");
        assertThat(site("hongkong").getString("state")).isEqualTo("evacuated");
        assertThat(site("hongkong").getString("standIn")).isEqualTo("canada");
        assertThat(site("hongkong").getInteger("shards")).isZero();
        assertThat(site("hongkong").getInteger("nativeShards")).isEqualTo(HONGKONGS.size());
        assertThat(site("hongkong").getJsonArray("moves").getString(0)).isEqualTo(id);

        // Then it shows what it waits for, tells those who wait for that, and ends
        var look = move(id);
        assertThat(look.getJsonArray("transfers").getJsonObject(0).getString("state"))
                .isEqualTo("waits-for-closing");
        try (var waiters = Executors.newVirtualThreadPerTaskExecutor()) {
            var after = "?after=" + look.getString("state");
            var waiting = waiters.submit(() -> fleet.door(leader(), "/v1/moves/" + id + after));
            sites.closes("hongkong", 2);
            assertThat(json(waiting.get()).getString("state"))
                    .isEqualTo("moving:waits-for-opening");
        }
        sites.opens("canada", HONGKONGS, 2);
        awaitPhase(id, "done");
        assertThat(site("canada").getInteger("shards")).isEqualTo(2_731);
        var table = json(fleet.door(leader(), "/v1/table"));
        assertThat(table.getLong("version")).isEqualTo(3L);
        assertThat(table.getJsonArray("allotments"))
                .allSatisfy(allotment ->
                        assertThat(((JsonObject) allotment).getJsonArray("chain")).hasSize(1));

        // And the way back leads to where everything was
        var back = wish("/v1/moves", order("2", "fail-back", "hongkong"));
        assertThat(back.statusCode()).isEqualTo(201);
        sites.opens("hongkong", HONGKONGS, 3);
        sites.opens("canada", CANADAS, 1);
        awaitPhase(json(back).getJsonObject("move").getString("id"), "done");
        assertThat(site("hongkong").getString("state")).isEqualTo("in-service");
        assertThat(site("hongkong").getInteger("open")).isEqualTo(HONGKONGS.size());
        assertThat(site("hongkong").getInteger("leased")).isEqualTo(HONGKONGS.size());
    }

    @Test
    void requestThatIsMadeAgainIsAnsweredWithItsMove() {
        var first = wish("/v1/moves", evacuation("1"));
        var again = wish("/v1/moves", evacuation("1"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).getBoolean("already")).isTrue();
        assertThat(json(again).getJsonObject("move").getString("id"))
                .isEqualTo(json(first).getJsonObject("move").getString("id"));
        assertThat(json(fleet.door(leader(), "/v1/table")).getLong("version")).isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leaderThatDiesLeavesAMoveThatAnotherEnds(boolean openedBefore) {
        var begun = wish("/v1/moves", evacuation("1"));
        var id = json(begun).getJsonObject("move").getString("id");
        var dead = leader();
        sites.closes("hongkong", 2);
        if (openedBefore) {
            sites.opens("canada", HONGKONGS, 2);
        }
        close(dead);
        sites.opens("canada", HONGKONGS, 2);
        awaitPhase(id, "done");
        assertThat(leader()).isNotEqualTo(dead);
    }

    private void close(String site) {
        var process = running.remove(site);
        if (process != null) {
            process.close();
        }
    }

    @Test
    void movesThatTwoOperatorsBeginAtOnceDoNotCross() throws Exception {
        var leader = leader();
        List<Callable<HttpResponse<String>>> both =
                Stream.of(
                                order("1", "evacuation", "shanghai").put("to", "canada"),
                                order("2", "evacuation", "canada").put("to", "shanghai"))
                        .<Callable<HttpResponse<String>>>map(
                                order -> () -> fleet.post(leader, "/v1/moves", order.encode()))
                        .toList();
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            var codes =
                    operators.invokeAll(both).stream()
                            .map(answer -> answer.resultNow().statusCode())
                            .toList();
            assertThat(codes).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void moveIsTakenBackOnce() {
        var id = json(wish("/v1/moves", evacuation("1"))).getJsonObject("move").getString("id");
        var why = new JsonObject().put("requestId", "2").put("reason", "a second thought");
        var aborted = wish("/v1/moves/" + id + "/abort", why);
        assertThat(aborted.statusCode()).isEqualTo(200);
        assertThat(json(aborted).getJsonObject("move").getString("phase")).isEqualTo("aborting");
        assertThat(json(aborted).getJsonObject("move").getString("why"))
                .isEqualTo("a second thought");
        assertThat(json(wish("/v1/moves/" + id + "/abort", why)).getBoolean("already")).isTrue();

        sites.opens("hongkong", HONGKONGS, 3);
        awaitPhase(id, "aborted");
        assertThat(site("hongkong").getString("state")).isEqualTo("in-service");
        var unknown = wish("/v1/moves/m-000000000000/abort", why.copy().put("requestId", "3"));
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void cordonIsPutUpAndLifted() {
        var wish = new JsonObject().put("requestId", "1").put("reason", "work on its racks");
        assertThat(wish("/v1/sites/canada/cordon", wish).statusCode()).isEqualTo(200);
        assertThat(site("canada").getString("state")).isEqualTo("cordoned");
        var into = wish("/v1/moves", evacuation("2"));
        assertThat(into.statusCode()).isEqualTo(409);
        assertThat(json(into).getString("code")).isEqualTo("CONFLICT");
        assertThat(json(into).getString("detail")).contains("lift the cordon");

        var lift = wish.copy().put("requestId", "3").put("cordoned", false);
        assertThat(wish("/v1/sites/canada/cordon", lift).statusCode()).isEqualTo(200);
        assertThat(site("canada").getString("state")).isEqualTo("in-service");
    }

    @Test
    void onlyOperatorsChangeAnythingAndGarbageIsRefusedByItsField() {
        var leader = leader();
        var order = evacuation("1");
        assertThat(fleet.postAs("router", leader, "/v1/moves", order.encode()).statusCode())
                .isEqualTo(403);
        for (var refused :
                List.of(
                        "",
                        "[]",
                        "null",
                        "{",
                        "{}",
                        "\u0000",
                        "[".repeat(5_000),
                        order.copy().put("kind", "takeover").encode(),
                        order.copy().put("site", "Hong Kong").encode(),
                        order.copy().put("site", 7).encode(),
                        order.copy().put("to", "../canada").encode(),
                        order.copy().put("expectedVersion", -1).encode(),
                        order.copy().put("expectedVersion", 1.5).encode(),
                        order.copy().put("dryRun", "yes").encode(),
                        order.copy().put("reason", "x".repeat(513)).encode(),
                        order.copy().put("reason", "a\u0007bell").encode(),
                        order.copy().put("requestId", "").encode(),
                        order.copy().put("requestId", "two words").encode(),
                        order.copy().put("extra", 1).encode())) {
            var answer = fleet.post(leader, "/v1/moves", refused);
            assertThat(answer.statusCode()).as(refused).isEqualTo(400);
            assertThat(json(answer).getString("code")).isEqualTo("INVALID");
            assertThat(json(answer).getString("detail")).contains(": ");
        }
        var large = order.copy().put("reason", "x".repeat(16 << 10)).encode();
        assertThat(fleet.post(leader, "/v1/moves", large).statusCode()).isEqualTo(400);
        assertThat(fleet.post(leader, "/v1/moves/x/abort", "{}").statusCode()).isEqualTo(400);
        assertThat(fleet.door(leader, "/v1/moves/x").statusCode()).isEqualTo(400);
        assertThat(fleet.door(leader, "/v1/sites/nowhere").statusCode()).isEqualTo(404);
        assertThat(fleet.door(leader, "/v1/moves").body()).contains("\"moves\":[]");
    }

    @Test
    void replicaThatDoesNotLeadNamesTheOneThatDoes() {
        var leader = leader();
        var other = running.keySet().stream().filter(site -> !site.equals(leader)).findFirst();
        var answer = fleet.post(other.orElseThrow(), "/v1/moves", evacuation("1").encode());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).getString("code")).isEqualTo("NOT_LEADER");
        assertThat(json(answer).getString("leader")).isEqualTo(leader + "/4");
    }

    @Test
    void sitesAreAskedForNothingWhileNothingMoves() {
        var shown = fleet.door(leader(), "/v1/sites");
        assertThat(shown.headers().firstValue("ETag")).isEmpty();
        assertThat(json(shown).getJsonArray("sites").getJsonObject(1).getInteger("open"))
                .isEqualTo(HONGKONGS.size());
        var asked = sites.asked();
        assertThat(asked).isEqualTo(3);
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> sites.asked() == asked);
    }
}
