package dev.homeport.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.vocabulary.ShardSet;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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

    private static final ShardSet HONGKONGS = ShardSet.range(1_365, 2_730);
    private static final ShardSet CANADAS = ShardSet.range(2_730, 4_096);

    private TestFleet fleet;
    private ReportedSites sites;
    private MovingReplicas replicas;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        fleet = new TestFleet(folder, 179);
        sites = new ReportedSites(fleet);
        fleet.orderToFormat();
        replicas = new MovingReplicas(fleet);
        await().atMost(MovingReplicas.PATIENCE)
                .untilAsserted(() ->
                        TestFleet.SITES.forEach(site ->
                                assertThat(fleet.door(site, "/v1/table").statusCode())
                                        .isEqualTo(200)));
    }

    @AfterEach
    void stop() {
        replicas.close();
        sites.close();
        fleet.close();
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

    @Test
    void siteIsEvacuatedAndFailedBackAsThePlanSaid() throws Exception {
        // Given the plan of a dry run, which changes nothing
        var tried = replicas.wish("/v1/moves", evacuation("1").put("dryRun", true));
        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(MovingReplicas.json(tried).fieldNames()).containsExactly("plan");

        // When it is done, it is what was planned, to the letter
        var begun = replicas.wish("/v1/moves", evacuation("1").put("expectedVersion", 1));
        assertThat(begun.statusCode()).isEqualTo(201);
        assertThat(MovingReplicas.json(begun).getJsonObject("plan").encode())
                .isEqualTo(MovingReplicas.json(tried).getJsonObject("plan").encode());
        var id = MovingReplicas.json(begun).getJsonObject("move").getString("id");
        assertThat(replicas.site("hongkong").getString("state")).isEqualTo("evacuated");
        assertThat(replicas.site("hongkong").getString("standIn")).isEqualTo("canada");
        assertThat(replicas.site("hongkong").getInteger("shards")).isZero();
        assertThat(replicas.site("hongkong").getInteger("nativeShards"))
                .isEqualTo(HONGKONGS.size());
        assertThat(replicas.site("hongkong").getJsonArray("moves").getString(0)).isEqualTo(id);

        // Then it shows what it waits for, tells those who wait for that, and ends
        var look = replicas.move(id);
        assertThat(look.getJsonArray("transfers").getJsonObject(0).getString("state"))
                .isEqualTo("waits-for-closing");
        try (var waiters = Executors.newVirtualThreadPerTaskExecutor()) {
            var after = "?after=" + look.getString("state");
            var waiting =
                    waiters.submit(() -> fleet.door(replicas.leader(), "/v1/moves/" + id + after));
            sites.closes("hongkong", 2);
            assertThat(MovingReplicas.json(waiting.get()).getString("state"))
                    .isEqualTo("moving:waits-for-opening");
        }
        sites.opens("canada", HONGKONGS, 2);
        replicas.awaitPhase(id, "done");
        assertThat(replicas.site("canada").getInteger("shards")).isEqualTo(2_731);
        var table = MovingReplicas.json(fleet.door(replicas.leader(), "/v1/table"));
        assertThat(table.getLong("version")).isEqualTo(3L);
        assertThat(table.getJsonArray("allotments"))
                .allSatisfy(allotment ->
                        assertThat(((JsonObject) allotment).getJsonArray("chain")).hasSize(1));

        // And the way back leads to where everything was
        var back = replicas.wish("/v1/moves", order("2", "fail-back", "hongkong"));
        assertThat(back.statusCode()).isEqualTo(201);
        sites.opens("hongkong", HONGKONGS, 3);
        sites.opens("canada", CANADAS, 1);
        replicas.awaitPhase(
                MovingReplicas.json(back).getJsonObject("move").getString("id"), "done");
        assertThat(replicas.site("hongkong").getString("state")).isEqualTo("in-service");
        assertThat(replicas.site("hongkong").getInteger("open")).isEqualTo(HONGKONGS.size());
        assertThat(replicas.site("hongkong").getInteger("leased")).isEqualTo(HONGKONGS.size());
    }

    @Test
    void requestThatIsMadeAgainIsAnsweredWithItsMove() {
        var first = replicas.wish("/v1/moves", evacuation("1"));
        var again = replicas.wish("/v1/moves", evacuation("1"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(MovingReplicas.json(again).getBoolean("already")).isTrue();
        assertThat(MovingReplicas.json(again).getJsonObject("move").getString("id"))
                .isEqualTo(MovingReplicas.json(first).getJsonObject("move").getString("id"));
        assertThat(
                        MovingReplicas.json(fleet.door(replicas.leader(), "/v1/table"))
                                .getLong("version"))
                .isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leaderThatDiesLeavesAMoveThatAnotherEnds(boolean openedBefore) {
        var begun = replicas.wish("/v1/moves", evacuation("1"));
        var id = MovingReplicas.json(begun).getJsonObject("move").getString("id");
        var dead = replicas.leader();
        sites.closes("hongkong", 2);
        if (openedBefore) {
            sites.opens("canada", HONGKONGS, 2);
        }
        replicas.close(dead);
        sites.opens("canada", HONGKONGS, 2);
        replicas.awaitPhase(id, "done");
        assertThat(replicas.leader()).isNotEqualTo(dead);
    }

    @Test
    void movesThatTwoOperatorsBeginAtOnceDoNotCross() throws Exception {
        var leader = replicas.leader();
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
        var id =
                MovingReplicas.json(replicas.wish("/v1/moves", evacuation("1")))
                        .getJsonObject("move")
                        .getString("id");
        var why = new JsonObject().put("requestId", "2").put("reason", "a second thought");
        var aborted = replicas.wish("/v1/moves/" + id + "/abort", why);
        assertThat(aborted.statusCode()).isEqualTo(200);
        assertThat(MovingReplicas.json(aborted).getJsonObject("move").getString("phase"))
                .isEqualTo("aborting");
        assertThat(MovingReplicas.json(aborted).getJsonObject("move").getString("why"))
                .isEqualTo("a second thought");
        assertThat(
                        MovingReplicas.json(replicas.wish("/v1/moves/" + id + "/abort", why))
                                .getBoolean("already"))
                .isTrue();

        sites.opens("hongkong", HONGKONGS, 3);
        replicas.awaitPhase(id, "aborted");
        assertThat(replicas.site("hongkong").getString("state")).isEqualTo("in-service");
        var unknown =
                replicas.wish("/v1/moves/m-000000000000/abort", why.copy().put("requestId", "3"));
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void cordonIsPutUpAndLifted() {
        var wish = new JsonObject().put("requestId", "1").put("reason", "work on its racks");
        assertThat(replicas.wish("/v1/sites/canada/cordon", wish).statusCode()).isEqualTo(200);
        assertThat(replicas.site("canada").getString("state")).isEqualTo("cordoned");
        var into = replicas.wish("/v1/moves", evacuation("2"));
        assertThat(into.statusCode()).isEqualTo(409);
        assertThat(MovingReplicas.json(into).getString("code")).isEqualTo("CONFLICT");
        assertThat(MovingReplicas.json(into).getString("detail")).contains("lift the cordon");

        var lift = wish.copy().put("requestId", "3").put("cordoned", false);
        assertThat(replicas.wish("/v1/sites/canada/cordon", lift).statusCode()).isEqualTo(200);
        assertThat(replicas.site("canada").getString("state")).isEqualTo("in-service");
    }

    @Test
    void onlyOperatorsChangeAnythingAndGarbageIsRefusedByItsField() {
        var leader = replicas.leader();
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
            assertThat(MovingReplicas.json(answer).getString("code")).isEqualTo("INVALID");
            assertThat(MovingReplicas.json(answer).getString("detail")).contains(": ");
        }
        var large = order.copy().put("reason", "x".repeat(16 << 10)).encode();
        assertThat(fleet.post(leader, "/v1/moves", large).statusCode()).isEqualTo(413);
        assertThat(fleet.post(leader, "/v1/moves/x/abort", "{}").statusCode()).isEqualTo(400);
        assertThat(fleet.door(leader, "/v1/moves/x").statusCode()).isEqualTo(400);
        assertThat(fleet.door(leader, "/v1/sites/nowhere").statusCode()).isEqualTo(404);
        assertThat(fleet.door(leader, "/v1/moves").body()).contains("\"moves\":[]");
    }

    @Test
    void replicaThatDoesNotLeadNamesTheOneThatDoes() {
        var leader = replicas.leader();
        var other = replicas.running().stream().filter(site -> !site.equals(leader)).findFirst();
        var answer = fleet.post(other.orElseThrow(), "/v1/moves", evacuation("1").encode());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(MovingReplicas.json(answer).getString("code")).isEqualTo("NOT_LEADER");
        assertThat(MovingReplicas.json(answer).getString("leader")).isEqualTo(leader + "/4");
    }

    @Test
    void sitesAreAskedForNothingWhileNothingMoves() {
        var shown = fleet.door(replicas.leader(), "/v1/sites");
        assertThat(shown.headers().firstValue("ETag")).isEmpty();
        assertThat(
                        MovingReplicas.json(shown)
                                .getJsonArray("sites")
                                .getJsonObject(1)
                                .getInteger("open"))
                .isEqualTo(HONGKONGS.size());
        var asked = sites.asked();
        assertThat(asked).isEqualTo(3);
        await().during(Duration.ofSeconds(1))
                .atMost(MovingReplicas.PATIENCE)
                .until(() -> sites.asked() == asked);
    }
}
