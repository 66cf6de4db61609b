package dev.homeport.controlplane.app;

import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.node.NodeV0;
import dev.homeport.wire.node.SiteServiceGrpc;
import dev.homeport.wireformat.adapter.protobuf.ShardSetFormat;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One node of each site, which reports what a test wants. Thread-safe. */
final class ReportedSites implements AutoCloseable {

    private final Map<String, NodeV0.SiteReport> reports = new ConcurrentHashMap<>();
    private final Map<String, Server> servers = new ConcurrentHashMap<>();
    private final TestFleet fleet;
    private final AtomicInteger asked = new AtomicInteger();

    ReportedSites(TestFleet fleet) throws Exception {
        this.fleet = fleet;
        for (var site : TestFleet.SITES) {
            var number = TestFleet.SITES.indexOf(site);
            var shards = ShardSet.range(4_096 * number / 3, 4_096 * (number + 1) / 3);
            opens(site, shards, 1);
            start(site);
        }
    }

    /** From here on the node of a site answers. */
    final void start(String site) throws Exception {
        var tls = fleet.tls(site, "full", 1);
        servers.put(
                site,
                NettyServerBuilder.forAddress(new InetSocketAddress(fleet.address(site), 25_327))
                        .sslContext(
                                GrpcSslContexts.forServer(
                                                tls.certificate().toFile(),
                                                tls.privateKey().toFile())
                                        .trustManager(tls.authority().toFile())
                                        .clientAuth(ClientAuth.REQUIRE)
                                        .build())
                        .addService(new Reporting(site))
                        .build()
                        .start());
    }

    /** From here on the node of a site does not answer. */
    final void stop(String site) {
        var server = servers.remove(site);
        if (server != null) {
            server.shutdownNow();
        }
    }

    private final class Reporting extends SiteServiceGrpc.SiteServiceImplBase {

        private final String site;

        Reporting(String site) {
            this.site = new SiteId(site).name();
        }

        @Override
        public void report(NodeV0.SiteReportAsk ask, StreamObserver<NodeV0.SiteReport> answer) {
            asked.incrementAndGet();
            answer.onNext(reports.getOrDefault(site, NodeV0.SiteReport.getDefaultInstance()));
            answer.onCompleted();
        }
    }

    /** How often a site was asked, all together. */
    int asked() {
        return asked.get();
    }

    /** From here on a site says that it has opened shards at an epoch and closed all else. */
    void opens(String site, ShardSet shards, long epoch) {
        var report = base(site);
        report.addOpen(at(shards, epoch)).setLeased(ShardSetFormat.write(shards));
        report.addNext(at(shards, epoch + 1));
        reports.put(site, report.build());
    }

    /** From here on a site says that it has closed everything below an epoch. */
    void closes(String site, long epoch) {
        reports.put(site, base(site).addNext(at(ShardSet.all(), epoch)).build());
    }

    private static NodeV0.SiteReport.Builder base(String site) {
        var report =
                NodeV0.SiteReport.newBuilder()
                        .setSite(site)
                        .setNode(1)
                        .setLeading(true)
                        .setFull(true)
                        .setLogRoomBytes(1L << 30);
        TestFleet.SITES.stream()
                .filter(other -> !other.equals(site))
                .forEach(other ->
                        report.addLinks(
                                NodeV0.LinkAt.newBuilder()
                                        .setOrigin(other)
                                        .setState("UP")
                                        .setLagEntries(0)));
        return report;
    }

    private static NodeV0.ShardsAt at(ShardSet shards, long epoch) {
        return NodeV0.ShardsAt.newBuilder()
                .setEpoch(epoch)
                .setShards(ShardSetFormat.write(shards))
                .build();
    }

    @Override
    public void close() {
        List.copyOf(servers.keySet()).forEach(this::stop);
    }
}
