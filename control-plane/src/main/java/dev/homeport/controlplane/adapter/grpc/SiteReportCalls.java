package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.controlplane.observation.Probe;
import dev.homeport.controlplane.report.Answering;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.NodeReport;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.controlplane.report.SiteReports;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ConnectionLimits;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.node.NodeV0;
import dev.homeport.wire.node.SiteServiceGrpc;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks the nodes of all sites over gRPC, each on a connection of its own to a server that proves to
 * be that node. Who left a question unanswered is asked but not waited for, until it shows a sign
 * of life. Thread-safe.
 */
public final class SiteReportCalls implements SiteReports, AutoCloseable {

    private final Map<NodeName, ManagedChannel> channels = new TreeMap<>();
    private final Answering<NodeName> answering = new Answering<>();
    private final Consumer<String> log;

    /**
     * Makes the connections, and dials: the first question would not wait for a handshake across an
     * ocean.
     *
     * @param nodes where each node is dialled from here
     * @param tls the process's key, certificate and authority
     * @param fleet the fleet
     * @param log takes a line about a node whose report cannot be read
     * @throws IOException if the TLS files cannot be used
     */
    public SiteReportCalls(
            Map<NodeName, InetSocketAddress> nodes,
            TlsFiles tls,
            FleetId fleet,
            Consumer<String> log)
            throws IOException {
        this.log = log;
        for (var entry : new TreeMap<>(nodes).entrySet()) {
            var node = entry.getKey();
            var context =
                    tls.client(trusted ->
                            ExpectedServer.node(trusted, fleet, node.site(), node.node()));
            var channel = Channels.dial(entry.getValue(), context, ConnectionLimits.SHORT_MESSAGES);
            var _ = channel.getState(true);
            channels.put(node, channel);
        }
    }

    @Override
    public CompletionStage<FleetReport> ask(Duration atMost) {
        var heard = new ConcurrentLinkedQueue<NodeReport>();
        var awaited = answering.awaited(channels.keySet());
        var asked = new ArrayList<CompletableFuture<Void>>();
        channels.forEach((node, channel) -> {
            var done = ask(node, channel, atMost, heard);
            if (awaited.contains(node)) {
                asked.add(done);
            }
        });
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .handle((_, _) -> together(heard));
    }

    /** Asks single nodes for a sign of life, on the same connections. */
    public Map<NodeName, Probe> probes() {
        var probes = new TreeMap<NodeName, Probe>();
        channels.forEach((node, channel) -> {
            var signs = new SignsOfLife(channel);
            probes.put(
                    node,
                    atMost ->
                            signs.ask(atMost)
                                    .whenComplete((alive, _) -> {
                                        if (Boolean.TRUE.equals(alive)) {
                                            answering.answered(node);
                                        }
                                    }));
        });
        return probes;
    }

    private static FleetReport together(Queue<NodeReport> heard) {
        var bySite = new TreeMap<SiteId, List<NodeReport>>();
        heard.forEach(
                node -> bySite.computeIfAbsent(node.site(), _ -> new ArrayList<>()).add(node));
        var sites = new TreeMap<SiteId, SiteReport>();
        bySite.forEach((site, nodes) -> sites.put(site, SiteReport.of(site, nodes)));
        return new FleetReport(sites);
    }

    private CompletableFuture<Void> ask(
            NodeName node, ManagedChannel channel, Duration atMost, Queue<NodeReport> heard) {
        var done = new CompletableFuture<Void>();
        // A node that starts beside this process is dialled at once, not after gRPC's own wait.
        channel.resetConnectBackoff();
        SiteServiceGrpc.newStub(channel)
                .withDeadlineAfter(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .report(
                        NodeV0.SiteReportAsk.getDefaultInstance(),
                        new StreamObserver<>() {
                            @Override
                            public void onNext(NodeV0.SiteReport wire) {
                                answering.answered(node);
                                try {
                                    heard.add(NodeReportFormat.read(node, wire));
                                } catch (MalformedMessageException e) {
                                    log.accept(
                                            "the report of node "
                                                    + node
                                                    + " is left out: "
                                                    + e.getMessage());
                                }
                            }

                            @Override
                            public void onError(Throwable error) {
                                answering.missed(node);
                                done.complete(null);
                            }

                            @Override
                            public void onCompleted() {
                                done.complete(null);
                            }
                        });
        return done;
    }

    /** Closes the connections. */
    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
