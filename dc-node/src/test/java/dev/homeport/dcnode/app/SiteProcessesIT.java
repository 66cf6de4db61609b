package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.fixture.TestDatabase;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes of three sites: Shanghai with three replicas of its log, Hong Kong with one node
 * that is everything, Canada with a witness alone.
 */
class SiteProcessesIT {

    private static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-00000000004c");
    private static final String NET = "127.76.";
    private static final String WITNESSES =
            "shanghai/3=127.76.1.3:25102,hongkong/1=127.76.2.1:25102,canada/1=127.76.3.1:25102";
    private static final String NODES =
            "shanghai/1=127.76.1.1:25101,shanghai/2=127.76.1.2:25101,shanghai/3=127.76.1.3:25101,"
                    + "hongkong/1=127.76.2.1:25101";

    @TempDir private Path folder;

    private final Map<String, SiteJvm> processes = new TreeMap<>();
    private final List<TestDatabase> databases = new ArrayList<>();
    private TestAuthority authority;

    @BeforeEach
    void makeTheFleet() throws Exception {
        Files.createDirectories(folder.resolve("authority"));
        authority = new TestAuthority(folder.resolve("authority"));
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(
                folder.resolve("token-keys.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        var shanghaiLog =
                "shanghai/1=127.76.1.1:25100,shanghai/2=127.76.1.2:25100,"
                        + "shanghai/3=127.76.1.3:25100";
        make("shanghai", 1, "full", shanghaiLog);
        make("shanghai", 2, "log", shanghaiLog);
        make("shanghai", 3, "log,witness", shanghaiLog);
        make("hongkong", 1, "full,witness", "hongkong/1=127.76.2.1:25100");
        make("canada", 1, "witness", "");
    }

    private void make(String site, int node, String roles, String log) throws Exception {
        var number = List.of("shanghai", "hongkong", "canada").indexOf(site) + 1;
        var host = NET + number + "." + node;
        var tls =
                authority.issue(
                        ProcessIdentity.of(FLEET, new SiteId(site), roles.replace(',', '+'), node),
                        host);
        var here = folder.resolve(site + "-" + node);
        var lines = new TreeMap<String, String>();
        lines.put("fleet", FLEET.toString());
        lines.put("site", site);
        lines.put("node", Integer.toString(node));
        lines.put("roles", roles);
        lines.put("sites", "shanghai,hongkong,canada");
        lines.put("isolation.budget.millis", "10000");
        lines.put("store.folder", here.resolve("store").toString());
        lines.put("listen.node-rpc", host + ":25101");
        lines.put("listen.witness", host + ":25102");
        lines.put("listen.management", host + ":25103");
        lines.put("listen.access", host + ":25104");
        lines.put("peers.witness", WITNESSES);
        lines.put("peers.node-rpc", NODES);
        lines.put("peers.log-raft", log);
        lines.put("tls.key", tls.privateKey().toString());
        lines.put("tls.certificate", tls.certificate().toString());
        lines.put("tls.authority", tls.authority().toString());
        lines.put("token.verification.keys", folder.resolve("token-keys.pem").toString());
        if (roles.contains("full")) {
            addDatabase(lines, site, NET + number + ".9");
        }
        processes.put(site + "-" + node, new SiteJvm(here, lines));
    }

    private void addDatabase(Map<String, String> lines, String site, String host)
            throws IOException {
        var database = TestDatabase.start(folder.resolve(site + "-database"), host, 25_105);
        databases.add(database);
        var secrets = Files.createDirectories(folder.resolve(site + "-secrets"));
        var settings = database.settings();
        Files.writeString(secrets.resolve(settings.user() + ".password"), settings.password());
        lines.put("database.url", settings.url());
        lines.put("database.user", settings.user());
        lines.put("database.folder", secrets.toString());
    }

    @AfterEach
    void endTheFleet() throws Exception {
        for (var process : processes.values()) {
            process.close();
        }
        databases.forEach(TestDatabase::close);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private void startAll() throws IOException {
        for (var process : processes.values()) {
            process.orderToFormat(FLEET.toString());
            process.start();
        }
        processes.values().forEach(SiteJvm::awaitReady);
    }

    private SiteJvm process(String name) {
        return Objects.requireNonNull(processes.get(name), "it was made");
    }

    private JsonObject status(String process) {
        return process(process).status();
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
        startAll();

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
        for (var process : processes.values()) {
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
