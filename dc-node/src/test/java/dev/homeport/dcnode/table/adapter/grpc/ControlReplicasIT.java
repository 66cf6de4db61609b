package dev.homeport.dcnode.table.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.table.TableFollower;
import dev.homeport.dcnode.table.TableKeeper;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.control.ControlServiceGrpc;
import dev.homeport.wire.control.ControlV0;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlReplicasIT {

    private static final SiteId SHANGHAI = Tables.SHANGHAI;

    private final RoutingTable second = Tables.first().withTtl(Tables.CANADA, 5_000);
    private final TableKeeper keeper = new TableKeeper(Tables.first(), table -> {});
    private final List<StreamObserver<ControlV0.TableNews>> watchers = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final TestAuthority authority;

    ControlReplicasIT(@TempDir Path authorityFolder) throws Exception {
        authority = new TestAuthority(authorityFolder);
    }

    @BeforeEach
    void follow() throws Exception {
        var replicas =
                new ControlReplicas(
                        List.of(replica("canada", 2), replica("shanghai", 1)),
                        SHANGHAI,
                        Tables.first().fleet(),
                        authority.issue(identity("shanghai", "full", 1), "127.72.9.9"),
                        CallLimits.USUAL);
        var follower =
                new TableFollower(
                        replicas.sources(),
                        keeper::current,
                        keeper,
                        () -> Tables.at(0),
                        new SplittableRandom(1));
        open.add(follower);
        open.add(replicas);
        follower.start();
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    @Test
    void tablesOfTheOwnSitesReplicaArriveAndAnotherTakesOverWhenItGoes() throws Exception {
        var near = serve("shanghai", "control", 1);
        await().until(() -> !watchers.isEmpty());
        tell(second);
        await().until(() -> keeper.current().equals(second));

        watchers.clear();
        near.shutdownNow();
        serve("canada", "coordinator+control", 2);
        await().until(() -> !watchers.isEmpty());
        tell(second.withTtl(Tables.CANADA, 6_000));

        await().until(() -> keeper.current().version() == 3);
    }

    @Test
    void serverThatIsNoReplicaOfTheControlPlaneIsToldNothing() throws Exception {
        serve("shanghai", "full", 1);
        serve("hongkong", "control", 2);

        await().during(Duration.ofSeconds(2)).until(watchers::isEmpty);
        assertThat(keeper.current()).isEqualTo(Tables.first());
    }

    private void tell(RoutingTable table) {
        watchers.getLast()
                .onNext(
                        ControlV0.TableNews.newBuilder()
                                .setTable(TableFormat.write(table))
                                .build());
    }

    private static ControlReplicas.Replica replica(String site, int number) {
        return new ControlReplicas.Replica(new SiteId(site), 4, address(number));
    }

    private static InetSocketAddress address(int number) {
        return new InetSocketAddress("127.72.9." + number, 25_310);
    }

    private static ProcessIdentity identity(String site, String role, int node) {
        return ProcessIdentity.of(Tables.first().fleet(), new SiteId(site), role, node);
    }

    private Server serve(String site, String role, int number) throws Exception {
        var address = address(number);
        var server =
                NettyServerBuilder.forAddress(address)
                        .sslContext(
                                authority
                                        .issue(identity(site, role, 4), address.getHostString())
                                        .server())
                        .addService(
                                new ControlServiceGrpc.ControlServiceImplBase() {
                                    @Override
                                    public void watchTable(
                                            ControlV0.TableWatch ask,
                                            StreamObserver<ControlV0.TableNews> watcher) {
                                        watchers.add(watcher);
                                    }
                                })
                        .build()
                        .start();
        open.add(server::shutdownNow);
        return server;
    }
}
