package dev.homeport.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.vocabulary.ShardSet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sites that are lost, with three replicas that look after them. */
@Timeout(180)
class TakeoversIT {

    private static final ShardSet HONGKONGS = ShardSet.range(1_365, 2_730);

    private TestFleet fleet;
    private LosableSites sites;
    private MovingReplicas replicas;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        fleet = new TestFleet(folder, 181);
        sites = new LosableSites(fleet);
        fleet.orderToFormat();
        replicas = new MovingReplicas(fleet);
        TestFleet.SITES.forEach(this::awaitSeeing);
        TestFleet.SITES.forEach(site -> awaitHealth(site, "well"));
    }

    /** Waits until a replica has seen each part of each site: what it never saw is not lost. */
    private void awaitSeeing(String observer) {
        await().atMost(MovingReplicas.PATIENCE)
                .untilAsserted(() -> {
                    var sees = fleet.control(observer).getJsonObject("sees");
                    for (var site : TestFleet.SITES) {
                        for (var part : List.of("access", "log", "witness")) {
                            assertThat(
                                            sees.getJsonObject(site)
                                                    .getJsonObject(part)
                                                    .getInteger("seen"))
                                    .isEqualTo(1);
                        }
                    }
                });
    }

    @AfterEach
    void stop() {
        replicas.close();
        sites.close();
        fleet.close();
    }

    private void awaitHealth(String site, String state, String... parts) {
        await().atMost(MovingReplicas.PATIENCE)
                .untilAsserted(() -> {
                    // A replica that has just begun has nothing to show yet.
                    var shown = replicas.site(site);
                    assertThat(shown.fieldNames()).as(shown.encode()).contains("health");
                    var health = shown.getJsonObject("health");
                    assertThat(health.getString("state")).as(health.encode()).isEqualTo(state);
                    assertThat(health.getJsonArray("parts"))
                            .isEqualTo(new JsonArray(List.of(parts)));
                });
    }

    private static JsonObject wish(String request) {
        return new JsonObject().put("requestId", request).put("reason", "a test");
    }

    private static JsonObject takeover(String request) {
        return wish(request).put("site", "hongkong").put("to", "canada");
    }

    @Test
    void aLossIsProposedOnceAndAnOperatorTakesTheSiteOver() throws Exception {
        // Given parts that fail one by one: that is no loss
        sites.closeDoor("hongkong");
        awaitHealth("hongkong", "degraded", "access");
        fleet.stopWitness("hongkong");
        awaitHealth("hongkong", "degraded", "access", "witness");
        assertThat(replicas.wish("/v1/takeovers", takeover("0")).statusCode()).isEqualTo(409);

        // When all of it is gone, that is proposed, and stays so when the leader dies
        sites.lose("hongkong");
        awaitHealth("hongkong", "lost", "access", "log", "witness");
        await().atMost(MovingReplicas.PATIENCE)
                .until(() -> replicas.site("hongkong").containsKey("proposal"));
        var proposal = replicas.site("hongkong").getJsonObject("proposal");
        assertThat(proposal.getString("why")).contains("nothing of hongkong is seen");
        replicas.close(replicas.leader());
        awaitHealth("hongkong", "lost", "access", "log", "witness");
        assertThat(replicas.site("hongkong").getJsonObject("proposal")).isEqualTo(proposal);

        // Then what a dry run says is done
        var tried = replicas.wish("/v1/takeovers", takeover("1").put("dryRun", true));
        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        var document = MovingReplicas.json(tried);
        assertThat(document.fieldNames()).containsExactlyInAnyOrder("plan", "receipt");
        assertThat(document.getJsonObject("receipt").getString("bound")).isEqualTo("unbounded");
        assertThat(document.getJsonObject("receipt").getLong("waitsMillis")).isEqualTo(30_000);
        var begun = replicas.wish("/v1/takeovers", takeover("1").put("expectedVersion", 1));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        assertThat(MovingReplicas.json(begun).getJsonObject("plan"))
                .isEqualTo(document.getJsonObject("plan"));
        var again = replicas.wish("/v1/takeovers", takeover("1").put("expectedVersion", 1));
        assertThat(again.statusCode()).isEqualTo(200);
        var move = MovingReplicas.json(again).getJsonObject("move");
        assertThat(move.getString("kind")).isEqualTo("takeover");
        assertThat(move.getJsonObject("receipt")).isEqualTo(document.getJsonObject("receipt"));
        assertThat(replicas.site("hongkong").getString("state")).isEqualTo("taken-over");
        assertThat(replicas.site("hongkong").getString("standIn")).isEqualTo("canada");
        assertThat(replicas.site("hongkong").containsKey("proposal")).isFalse();
        sites.nodes().opens("canada", HONGKONGS, 2);
        replicas.awaitPhase(move.getString("id"), "done");

        // And who comes back is seen, and not given its shards unheard
        sites.bringBack("hongkong");
        awaitHealth("hongkong", "well");
        var back = wish("2").put("kind", "fail-back").put("site", "hongkong");
        var refused = fleet.post(replicas.leader(), "/v1/moves", back.encode());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("hongkong has not closed shards");
    }

    @Test
    void anAutomaticSiteIsTakenOverByItselfAlsoWhenTheLeaderDies() {
        var policy = wish("1").put("automation", "automatic");
        var changed = replicas.wish("/v1/sites/hongkong/policy", policy);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        var site = MovingReplicas.json(changed).getJsonObject("site");
        assertThat(site.getString("automation")).isEqualTo("automatic");
        assertThat(site.getLong("isolationBudgetMillis")).isEqualTo(5_000);
        var table = MovingReplicas.json(fleet.door(replicas.leader(), "/v1/table"));
        assertThat(table.getJsonObject("leases").getJsonObject("ttlMillis").getLong("hongkong"))
                .isEqualTo(5_000);

        sites.lose("hongkong");
        replicas.close(replicas.leader());
        await().atMost(MovingReplicas.PATIENCE)
                .until(() -> replicas.site("hongkong").getString("state").equals("taken-over"));
        var moves = MovingReplicas.json(fleet.door(replicas.leader(), "/v1/moves"));
        assertThat(moves.getJsonArray("moves")).hasSize(1);
        var move = moves.getJsonArray("moves").getJsonObject(0);
        assertThat(move.getString("kind")).isEqualTo("takeover");
        assertThat(move.getJsonObject("receipt").getLong("waitsMillis")).isEqualTo(5_000);
        sites.nodes().opens(replicas.site("hongkong").getString("standIn"), HONGKONGS, 2);
        replicas.awaitPhase(move.getString("id"), "done");
    }

    @Test
    void onlyOperatorsDecideAndGarbageIsRefusedByItsField() {
        var leader = replicas.leader();
        var order = takeover("1");
        for (var path : List.of("/v1/takeovers", "/v1/sites/hongkong/policy")) {
            assertThat(fleet.postAs("router", leader, path, order.encode()).statusCode())
                    .isEqualTo(403);
        }
        for (var refused :
                List.of(
                        order.copy().put("fence", " ").encode(),
                        order.copy().put("fence", "x".repeat(257)).encode(),
                        order.copy().put("fence", true).encode(),
                        order.copy().put("kind", "takeover").encode(),
                        order.copy().put("site", "Hong Kong").encode(),
                        order.copy().put("expectedVersion", -1).encode())) {
            var answer = fleet.post(leader, "/v1/takeovers", refused);
            assertThat(answer.statusCode()).as(refused).isEqualTo(400);
            assertThat(MovingReplicas.json(answer).getString("detail")).contains(": ");
        }
        for (var refused :
                List.of(
                        wish("1").encode(),
                        wish("1").put("automation", "sometimes").encode(),
                        wish("1").put("isolationBudgetMillis", 10).encode(),
                        wish("1").put("isolationBudgetMillis", "5s").encode())) {
            var answer = fleet.post(leader, "/v1/sites/hongkong/policy", refused);
            assertThat(answer.statusCode()).as(refused).isEqualTo(400);
        }
        var nowhere = wish("1").put("automation", "observe").encode();
        assertThat(fleet.post(leader, "/v1/sites/atlantis/policy", nowhere).statusCode())
                .isEqualTo(404);
    }
}
