package dev.homeport.regionrouter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.regionrouter.adapter.yaml.RoutingTableFile;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router as a process of a fleet, which gets its table from the control plane. */
class FleetRouterIT {

    private static final String ADDRESS = "127.173.16.2";
    private static final String CONTROL = "127.173.17.4";
    private static final String OTHER_CONTROL = "127.173.18.4";
    private static final RoutingTable FIRST = TestTables.first();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path folder;
    private TestCertificates certificates;
    private HttpClient client;
    private ControlPlaneDoor door;

    @BeforeEach
    void openTheDoor() throws Exception {
        certificates = new TestCertificates();
        client = certificates.client();
        door = door("control");
    }

    @AfterEach
    void closeTheDoor() {
        door.close();
        client.close();
    }

    private ControlPlaneDoor door(String role) throws Exception {
        return door(TestTables.CANADA, role, CONTROL);
    }

    private ControlPlaneDoor door(SiteId site, String role, String address) throws Exception {
        var identity = ProcessIdentity.of(FIRST.fleet(), site, role, 4);
        var opened =
                new ControlPlaneDoor(
                        new InetSocketAddress(address, 25_009),
                        certificates.contextWith(
                                certificates.forProcess(identity.toString(), address)));
        opened.serve("/v1/table", 1, RoutingTableFile.write(FIRST));
        opened.serve("/v1/topology", 1, topology(1, "https://127.173.3.1:25001"));
        opened.serve("/v1/handles?handle=alice", 1, "{\"account\":4095}");
        opened.serve("/v1/handles?handle=nobody", 1, "{\"account\":null}");
        return opened;
    }

    private static String topology(long version, String access) {
        return "{\"schema\":\"homeport/topology/0\",\"version\":"
                + version
                + ",\"sites\":[{\"name\":\"canada\",\"state\":\"in-service\",\"access\":[\""
                + access
                + "\"]}]}";
    }

    @Test
    void tablesAndEndpointsComeFromTheControlPlaneAndOutliveIt() throws Exception {
        // Given a router that has heard from the control plane
        try (var router = start()) {
            router.awaitStarted();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(router.health("ready")).isEqualTo(200));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(routeOf("4095"))
                                    .contains(
                                            "\"home\":\"canada\"",
                                            "\"tableVersion\":1",
                                            "\"access\":\"https://127.173.3.1:25001\""));
            // The topology does not name it: where it is dialled from here stands in.
            assertThat(routeOf("4096"))
                    .contains("\"home\":\"shanghai\"", "\"access\":\"https://127.173.1.1:25001\"");
            assertThat(router.management("/status").body())
                    .contains("\"process\":\"router-2\"", "\"source\":\"canada/4\"");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.unchanged()).isPositive());

            // Then a handle is routed by its owner's home
            assertThat(get("handle=alice").body())
                    .contains("\"home\":\"canada\"", "belongs to account 4095");
            assertThat(get("handle=nobody").statusCode()).isEqualTo(404);
            assertThat(get("handle=unknown").statusCode()).isEqualTo(503);

            // When homes and endpoints change
            var moved = FIRST.withAssignment(ShardSet.range(0, 1), TestTables.CANADA, Set.of());
            door.serve("/v1/table", 2, RoutingTableFile.write(moved));
            door.serve("/v1/topology", 2, topology(2, "https://127.173.3.9:25001"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(routeOf("4096"))
                                    .contains("\"home\":\"canada\"", "127.173.3.9"));

            // Then it ends on a signal
            router.terminate();
            assertThat(router.awaitExit()).as(router.log()).isZero();
        }

        // When it starts again while the control plane is gone
        door.close();
        try (var router = start()) {
            router.awaitStarted();
            assertThat(router.health("ready")).isEqualTo(200);
            assertThat(routeOf("4096"))
                    .contains("\"tableVersion\":2", "\"home\":\"canada\"", "127.173.3.9");
        }
    }

    @Test
    void aTableIsHereAsSoonAsItIsDecidedAndNewcomersGoToTheStandIn() throws Exception {
        try (var router = start()) {
            router.awaitStarted();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        assertThat(routeOf("4096")).contains("\"home\":\"shanghai\"");
                        // It waits again when it has waited in vain.
                        assertThat(door.waited()).isGreaterThan(1);
                    });

            // When a table is told to those alone who wait for it
            var moved = FIRST.withAssignment(ShardSet.range(0, 1), TestTables.CANADA, Set.of());
            door.serveToThoseWhoWait(2, RoutingTableFile.write(moved));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(routeOf("4096")).contains("\"tableVersion\":2"));

            // When a site is evacuated
            door.serve(
                    "/v1/topology",
                    3,
                    topology(3, "https://127.173.3.1:25001")
                            .replace("\"in-service\"", "\"evacuated\",\"standIn\":\"shanghai\""));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(get("ip=8.8.8.8").body())
                                    .contains(
                                            "\"home\":\"shanghai\"",
                                            "canada is evacuated, so shanghai takes its"
                                                    + " newcomers"));
        }
    }

    @Test
    void aReplicaThatIsCutOffIsLeftForOneThatIsNot() throws Exception {
        var moved = FIRST.withAssignment(ShardSet.range(0, 1), TestTables.CANADA, Set.of());
        var keys = keys();
        keys.merge(
                "peers.control-api",
                "shanghai/4=" + OTHER_CONTROL + ":25009",
                (one, other) -> one + "," + other);
        try (var other = door(TestTables.SHANGHAI, "control", OTHER_CONTROL);
                var router = RouterProcess.startInFleet(keys, folder, client)) {
            router.awaitStarted();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(routeOf("4096")).contains("\"tableVersion\":1"));

            // When whichever replica it waits at hears of nothing more, and the other one does
            var waitsAtOther = other.waited() > door.waited();
            var near = waitsAtOther ? other : door;
            var far = waitsAtOther ? door : other;
            near.cutOff();
            far.serveToThoseWhoWait(2, RoutingTableFile.write(moved));

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(routeOf("4096")).contains("\"tableVersion\":2"));

            // And one that is cut off is believed when there is no other
            far.close();
            door.cutOff();
            other.cutOff();
            near.serveToThoseWhoWait(
                    3,
                    RoutingTableFile.write(
                            moved.withAssignment(
                                    ShardSet.range(2, 3), TestTables.CANADA, Set.of())));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(routeOf("4096")).contains("\"tableVersion\":3"));
        }
    }

    @Test
    void documentsOfAServerThatIsNoControlPlaneAreNotTaken() throws Exception {
        door.close();
        door = door("full");
        try (var router = start()) {
            router.awaitStarted();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(router.management("/health/ready").body())
                                    .contains("is answered by"));
            assertThat(router.health("ready")).isEqualTo(503);
        }
    }

    @Test
    void wrongConfigurationEndsItForGood() throws Exception {
        var keys = keys();
        keys.remove("peers.control-api");
        try (var router = RouterProcess.startInFleet(keys, folder, client)) {
            assertThat(router.awaitExit()).isEqualTo(78);
            assertThat(router.log()).contains("peers.control-api: is missing");
        }
    }

    private RouterProcess start() throws Exception {
        return RouterProcess.startInFleet(keys(), folder, client);
    }

    private Map<String, String> keys() throws Exception {
        var identity = ProcessIdentity.outside(FIRST.fleet(), "router", 2);
        var own = certificates.forProcess(identity.toString(), ADDRESS);
        var keys = new HashMap<String, String>();
        keys.put("fleet", FIRST.fleet().toString());
        keys.put("node", "2");
        keys.put("roles", "router");
        keys.put("sites", "shanghai,hongkong,canada");
        keys.put("store.folder", folder.resolve("store").toString());
        keys.put("listen.router", ADDRESS + ":25000");
        keys.put("listen.management", ADDRESS + ":25010");
        keys.put("peers.control-api", "canada/4=" + CONTROL + ":25009");
        keys.put("peers.access", "shanghai/1=127.173.1.1:25001,canada/1=127.173.3.1:25001");
        keys.put(
                "tls.certificate",
                TestCertificates.writeCertificate(own, folder.resolve("own.crt")).toString());
        keys.put("tls.key", TestCertificates.writeKey(own, folder.resolve("own.key")).toString());
        keys.put(
                "tls.authority",
                certificates.writeAuthority(folder.resolve("authority.crt")).toString());
        return keys;
    }

    private String routeOf(String account) throws Exception {
        var answer = get("account=" + account);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(String query) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create("https://" + ADDRESS + ":25000/v1/route?" + query))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
