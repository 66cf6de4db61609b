package dev.homeport.dcnode.ids;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.homeport.coordinator.app.CoordinatorNode;
import dev.homeport.coordinator.app.CoordinatorSettings;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.grpc.Channels;
import dev.homeport.dcnode.home.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Three real nodes of the coordinator, one per site, and what keeps the witnesses' marks. */
final class TestCoordinators implements AutoCloseable {

    static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-0000000000ab");

    private static final int RAFT = 21_710;
    private static final int RPC = 21_711;
    private static final int WITNESS = 21_712;
    private static final List<NodeName> NODES =
            List.of(
                    NodeName.parse("shanghai/4"),
                    NodeName.parse("hongkong/4"),
                    NodeName.parse("canada/4"));

    private final Path folder;
    private final String net;
    private final TestAuthority authority;
    private final Map<NodeName, TlsFiles> tls = new TreeMap<>();
    private final Map<NodeName, CoordinatorNode> running = new TreeMap<>();
    private final List<Server> witnesses = new ArrayList<>();

    /** Starts everything on addresses that begin with a network such as {@code 127.171.1.}. */
    TestCoordinators(Path folder, String net) throws Exception {
        this.folder = folder;
        this.net = net;
        this.authority = new TestAuthority(folder.resolve("authority"));
        for (var node : NODES) {
            tls.put(node, issue(node.site(), "coordinator+control", 4));
            startWitness(node.site());
        }
        for (var node : NODES) {
            CoordinatorNode.format(settings(node));
            start(node);
        }
    }

    TlsFiles issue(SiteId site, String role, int node) throws Exception {
        return authority.issue(ProcessIdentity.of(FLEET, site, role, node), host(site));
    }

    private String host(SiteId site) {
        return net + (1 + NODES.stream().map(NodeName::site).toList().indexOf(site));
    }

    /** Where the voters are asked. */
    Map<NodeName, InetSocketAddress> voters() {
        return at(RPC);
    }

    private Map<NodeName, InetSocketAddress> at(int port) {
        var addresses = new TreeMap<NodeName, InetSocketAddress>();
        NODES.forEach(node -> addresses.put(node, new InetSocketAddress(host(node.site()), port)));
        return addresses;
    }

    private CoordinatorSettings settings(NodeName self) {
        var marked = new TreeMap<SiteId, InetSocketAddress>();
        at(WITNESS).forEach((node, address) -> marked.put(node.site(), address));
        var files = requireNonNull(tls.get(self));
        return new CoordinatorSettings(
                folder.resolve(self.site().name()),
                FLEET,
                self,
                at(RAFT),
                new InetSocketAddress(host(self.site()), RPC),
                marked,
                new dev.homeport.quorumqueue.adapter.ratis.TlsFiles(
                        files.privateKey(), files.certificate(), files.authority()));
    }

    private void start(NodeName node) throws Exception {
        running.put(node, CoordinatorNode.start(settings(node), (_, _) -> {}));
    }

    private void startWitness(SiteId site) throws Exception {
        var mark = new AtomicLong();
        var service =
                new WitnessServiceGrpc.WitnessServiceImplBase() {
                    @Override
                    public void raiseGrantMark(
                            LeaseV0.GrantMarkRaise raise,
                            StreamObserver<LeaseV0.GrantMark> answers) {
                        answers.onNext(
                                LeaseV0.GrantMark.newBuilder()
                                        .setWitness(site.name())
                                        .setMark(mark.accumulateAndGet(raise.getMark(), Math::max))
                                        .build());
                        answers.onCompleted();
                    }
                };
        witnesses.add(
                Channels.listen(
                                new InetSocketAddress(host(site), WITNESS),
                                issue(site, "log+witness", 3).server(),
                                CallLimits.USUAL)
                        .addService(service)
                        .build()
                        .start());
    }

    /** The node that leads, as soon as one does. */
    NodeName leader() {
        return await().atMost(Duration.ofSeconds(40))
                .until(
                        () ->
                                running.entrySet().stream()
                                        .filter(node -> node.getValue().status().leading())
                                        .map(Map.Entry::getKey)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Ends a node. */
    void stop(NodeName node) {
        requireNonNull(running.remove(node)).close();
    }

    /** Ends all nodes. */
    void stopAll() {
        running.values().forEach(CoordinatorNode::close);
        running.clear();
    }

    /** Starts those that were ended. */
    void startAll() throws Exception {
        for (var node : NODES) {
            if (!running.containsKey(node)) {
                start(node);
            }
        }
    }

    @Override
    public void close() {
        stopAll();
        witnesses.forEach(Server::shutdownNow);
    }
}
