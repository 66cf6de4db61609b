package dev.homeport.dcnode.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.grpc.WitnessCalls;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.node.NodeV0;
import dev.homeport.wire.node.SiteServiceGrpc;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The homes of Hong Kong move to Shanghai and back, by tables that are handed to the witnesses as
 * the control plane hands them to nodes: real processes, logs, links and views.
 */
class HomesMoveIT {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final List<SiteId> SITES = List.of(SHANGHAI, HONGKONG, new SiteId("canada"));
    private static final List<String> NODES =
            List.of("shanghai/1", "shanghai/2", "shanghai/3", "hongkong/1");

    private static final String REBUILT =
            "SELECT shard FROM shard_opening_history WHERE epoch = 2 AND rebuilt = 1";

    @TempDir private Path folder;
    private SiteFleet fleet;
    private WitnessCalls witnesses;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Map<String, ManagedChannel> channels = new TreeMap<>();

    @BeforeEach
    void startTheFleet() throws Exception {
        fleet = new SiteFleet(folder, 80);
        var control = fleet.identity("canada", "control");
        witnesses =
                new WitnessCalls(
                        fleet.witnesses(),
                        control,
                        CallLimits.USUAL,
                        SiteFleet.FLEET,
                        new SiteId("canada"),
                        new Random(1),
                        warnings::add);
        for (var node : NODES) {
            var name = NodeName.parse(node);
            var context =
                    control.client(trusted ->
                            ExpectedServer.node(
                                    trusted, SiteFleet.FLEET, name.site(), name.node()));
            channels.put(
                    node,
                    Channels.dial(
                            fleet.nodeRpc(node), context, CallLimits.BETWEEN_NODES.connection()));
        }
        fleet.startAll();
    }

    @AfterEach
    void endTheFleet() throws Exception {
        channels.values().forEach(ManagedChannel::shutdownNow);
        witnesses.close();
        fleet.close();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private NodeV0.SiteReport report(String node) {
        return SiteServiceGrpc.newBlockingStub(requireNonNull(channels.get(node)))
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .report(NodeV0.SiteReportAsk.getDefaultInstance());
    }

    private static ShardSet shards(List<NodeV0.ShardsAt> byEpoch, long epoch)
            throws MalformedMessageException {
        var shards = ShardSet.none();
        for (var at : byEpoch) {
            if (at.getEpoch() == epoch) {
                shards = shards.union(ShardSetFormat.read(at.getShards()));
            }
        }
        return shards;
    }

    private void hand(RoutingTable table) {
        SITES.forEach(witness -> witnesses.offer(witness, table));
    }

    /** Every node has judged that its site has these shards open, and a leader holds the lease. */
    private void assertOpen(SiteId site, ShardSet shards, long epoch) throws Exception {
        var leased = ShardSet.none();
        for (var node : NODES) {
            if (node.startsWith(site + "/")) {
                var report = report(node);
                assertThat(shards(report.getOpenList(), epoch)).as(node).isEqualTo(shards);
                leased = leased.union(ShardSetFormat.read(report.getLeased()));
            }
        }
        assertThat(shards.minus(leased)).isEqualTo(ShardSet.none());
    }

    @Test
    void aSitesHomesMoveAwayAndComeBack() throws Exception {
        var first =
                RoutingTable.genesis(
                        SiteFleet.FLEET,
                        SITES,
                        LeasePolicy.uniform(SITES, SiteFleet.BUDGET_MILLIS));
        var ours = first.shardsHomedAt(HONGKONG);
        patiently().untilAsserted(() -> assertOpen(HONGKONG, ours, 1));
        patiently().untilAsserted(() -> assertOpen(SHANGHAI, first.shardsHomedAt(SHANGHAI), 1));

        var user = new AccountId(4_096 + ours.stream().findFirst().orElseThrow());
        var socket = fleet.client("hongkong").connect(SiteFleet.TOKENS.account(user), "");
        socket.await("welcome");
        var stray = "SELECT COUNT(*) FROM account WHERE id = " + (user.value() + 4_096);
        fleet.database("shanghai")
                .execute(
                        "INSERT INTO homeport.account (id, shard, epoch, handle, registered_at)"
                                + " VALUES ("
                                + (user.value() + 4_096)
                                + ", "
                                + user.shard()
                                + ", 1, 'by-hand', 1)");

        var away = first.withAssignment(ours, SHANGHAI, Set.of());
        hand(away);
        assertThat(socket.await("moving").getString("home")).isEqualTo("shanghai");
        var moved = socket.await("moved");
        assertThat(moved.getString("home")).isEqualTo("shanghai");
        assertThat(moved.getLong("epoch")).isEqualTo(2);
        patiently().untilAsserted(() -> assertOpen(SHANGHAI, ours, 2));
        assertOpen(SHANGHAI, first.shardsHomedAt(SHANGHAI), 1);
        assertClosed("hongkong/1", ours, 2);
        assertThat(report("shanghai/1").getFull()).isTrue();
        assertThat(report("shanghai/2").getFull()).isFalse();
        // Only who leads asks witnesses, and so hears of tables without a control plane.
        assertThat(NODES.stream().map(node -> report(node).getTableVersion()))
                .contains(away.version());

        // The move has the stray row found, the shard built again, and then the sites compare.
        for (var site : List.of("shanghai", "hongkong")) {
            patiently().untilAsserted(() -> assertCompared(site, ours, 2));
        }
        assertThat(fleet.database("shanghai").query(stray)).containsExactly("0");
        assertThat(fleet.database("shanghai").query(REBUILT))
                .containsExactly(user.shard().toString());
        assertThat(fleet.database("hongkong").query(REBUILT)).isEmpty();

        var back = away.withConfirmedOpening(ours).withAssignment(ours, HONGKONG, Set.of());
        hand(back);
        patiently().untilAsserted(() -> assertOpen(HONGKONG, ours, 3));
        for (var node : List.of("shanghai/1", "shanghai/2", "shanghai/3")) {
            patiently().untilAsserted(() -> assertClosed(node, ours, 3));
        }
        for (var site : List.of("shanghai", "hongkong")) {
            patiently().untilAsserted(() -> assertCompared(site, ours, 3));
        }
        socket.close();
        assertThat(warnings).isEmpty();
    }

    /** A site has heard what the opener holds of these shards, and holds the same. */
    private void assertCompared(String site, ShardSet shards, long epoch) {
        assertThat(
                        fleet.database(site)
                                .query(
                                        "SELECT COUNT(*) FROM shard_statement WHERE epoch = "
                                                + epoch))
                .containsExactly(Integer.toString(shards.size()));
        var report = report(site + "/1");
        assertThat(report.getReseeding()).isZero();
        assertThat(report.getDiffering()).isZero();
    }

    private void assertClosed(String node, ShardSet shards, long below) throws Exception {
        var report = report(node);
        for (var epoch = Epoch.FIRST.value(); epoch < below; epoch++) {
            assertThat(shards(report.getOpenList(), epoch).intersects(shards)).as(node).isFalse();
        }
        assertThat(shards.minus(shards(report.getNextList(), below))).isEqualTo(ShardSet.none());
    }
}
