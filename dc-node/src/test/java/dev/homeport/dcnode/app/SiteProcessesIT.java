package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes of the sites of a {@link SiteFleet}. */
class SiteProcessesIT {

    @TempDir private Path folder;
    private SiteFleet fleet;

    @BeforeEach
    void makeTheFleet() throws Exception {
        fleet = new SiteFleet(folder, 76);
    }

    @AfterEach
    void endTheFleet() throws Exception {
        fleet.close();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private SiteJvm process(String name) {
        return fleet.process(name);
    }

    private JsonObject status(String process) {
        return fleet.status(process);
    }

    /**
     * The node of Shanghai that leads the log and holds the lease for all that is at home there.
     */
    private String acknowledgingInShanghai() {
        for (var node = 1; node <= 3; node++) {
            var name = "shanghai-" + node;
            var lease = status(name).getJsonObject("lease");
            if (lease != null
                    && lease.getInteger("shards") > 1_300
                    && lease.getInteger("shards").equals(lease.getInteger("homedShards"))
                    && lease.getInteger("openShards").equals(lease.getInteger("homedShards"))) {
                return name;
            }
        }
        throw new AssertionError("no node of Shanghai holds its lease");
    }

    private long mirrored(String process, String origin) {
        return status(process).getJsonObject("log").getJsonArray("streams").stream()
                .map(JsonObject.class::cast)
                .filter(stream -> stream.getString("origin").equals(origin))
                .mapToLong(stream -> stream.getLong("offset"))
                .findFirst()
                .orElse(0);
    }

    private String linkState(String process, String origin) {
        var links = status(process).getJsonArray("links", new JsonArray());
        return links.stream()
                .map(JsonObject.class::cast)
                .filter(link -> link.getString("origin").equals(origin))
                .map(link -> link.getString("state"))
                .findFirst()
                .orElse("none");
    }

    @Test
    void sitesOpenTheirHomesShipTheirLogsAndSurviveTheLossOfALeader() throws Exception {
        fleet.startAll();

        patiently().untilAsserted(() -> assertThat(acknowledgingInShanghai()).isNotEmpty());
        patiently()
                .untilAsserted(() -> {
                    var lease = status("hongkong-1").getJsonObject("lease");
                    assertThat(lease.getInteger("shards"))
                            .isEqualTo(lease.getInteger("homedShards"));
                    assertThat(lease.getLong("remainingMillis")).isBetween(1L, 10_000L);
                });
        patiently()
                .untilAsserted(() -> {
                    assertThat(mirrored("hongkong-1", "shanghai"))
                            .as(() ->
                                    status("hongkong-1").encode() + process("hongkong-1").output())
                            .isPositive();
                    assertThat(mirrored("shanghai-1", "hongkong")).isPositive();
                    assertThat(linkState("hongkong-1", "shanghai")).isEqualTo("IDLE");
                    assertThat(linkState("shanghai-1", "hongkong")).isEqualTo("IDLE");
                });
        patiently()
                .untilAsserted(() ->
                        assertThat(status("shanghai-1").getJsonObject("view").getLong("lagEntries"))
                                .isZero());

        var leader = acknowledgingInShanghai();
        process(leader).kill();
        patiently().untilAsserted(() -> assertThat(acknowledgingInShanghai()).isNotEqualTo(leader));
        process(leader).start();
        process(leader).awaitReady();
        patiently()
                .untilAsserted(() ->
                        assertThat(mirrored(leader, "hongkong"))
                                .isEqualTo(mirrored("hongkong-1", "hongkong")));

        process("hongkong-1").kill();
        patiently()
                .untilAsserted(
                        () -> assertThat(linkState("shanghai-1", "hongkong")).isEqualTo("DOWN"));
        process("hongkong-1").start();
        patiently()
                .untilAsserted(
                        () -> assertThat(linkState("shanghai-1", "hongkong")).isIn("IDLE", "UP"));
        // Its link is up before all of it is, and only what is up is to stop in time.
        process("hongkong-1").awaitReady();

        assertThat(process("shanghai-2").metrics()).contains("homeport_log_position");
        for (var process : fleet.processes()) {
            assertThat(process.hasOrder()).isFalse();
            assertThat(process.stop()).as(process::output).isZero();
        }
    }

    @Test
    void aStoreThatWasNeverOrderedOrIsOrderedForAnotherFleetIsRefusedForGood() throws Exception {
        var log = process("shanghai-2");
        log.start();
        assertThat(log.exitCode()).isEqualTo(78);
        assertThat(log.output()).contains("format");

        log.orderToFormat("0192f3a4-0000-7000-8000-0000000000ff");
        log.start();
        assertThat(log.exitCode()).isEqualTo(78);
        assertThat(log.output()).contains("one of them is wrong");

        var witness = process("canada-1");
        witness.start();
        assertThat(witness.exitCode()).isEqualTo(78);
        assertThat(witness.output()).contains("is not formatted");
    }
}
