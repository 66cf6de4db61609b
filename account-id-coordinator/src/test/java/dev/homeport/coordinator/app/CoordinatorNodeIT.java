package dev.homeport.coordinator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.coordinator.CoordinatorServiceGrpc;
import dev.homeport.wire.coordinator.CoordinatorV0;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes of the coordinator on real engines, with mutual TLS, and three witnesses' marks. */
@Timeout(120)
class CoordinatorNodeIT {

    private static final int RAFT = 21_160;
    private static final int RPC = 21_161;
    private static final int WITNESS = 21_162;
    private static final List<NodeName> NODES =
            List.of(
                    new NodeName(new SiteId("shanghai"), 4),
                    new NodeName(new SiteId("hongkong"), 4),
                    new NodeName(new SiteId("canada"), 4));

    @TempDir private Path root;
    private final FleetId fleet = new FleetId(UUID.randomUUID());
    private final Map<NodeName, CoordinatorNode> running = new TreeMap<>();
    private final Map<SiteId, Server> witnesses = new TreeMap<>();
    private final Map<SiteId, AtomicLong> marks = new TreeMap<>();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private TestCertificates certificates;

    @BeforeEach
    void startAll() throws Exception {
        certificates = TestCertificates.makeIn(root.resolve("tls"));
        for (var node : NODES) {
            var site = node.site();
            issue(site.name(), "coordinator+control", 4, site);
            issue(site.name() + "-full", "full", 1, site);
            issue(site.name() + "-witness", "log+witness", 3, site);
            marks.put(site, new AtomicLong());
            startWitness(site);
            CoordinatorNode.format(settings(node));
        }
        for (var node : NODES) {
            start(node);
        }
    }

    @AfterEach
    void stopAll() {
        channels.forEach(ManagedChannel::shutdownNow);
        running.values().forEach(CoordinatorNode::close);
        witnesses.values().forEach(Server::shutdownNow);
    }

    private void issue(String name, String role, int node, SiteId site) throws Exception {
        certificates.issue(
                name, "homeport://" + fleet + "/" + site + "/" + role + "/" + node, host(site));
    }

    private static String host(SiteId site) {
        return "127.71.61." + (1 + NODES.stream().map(NodeName::site).toList().indexOf(site));
    }

    private CoordinatorSettings settings(NodeName self) {
        var raft = new HashMap<NodeName, InetSocketAddress>();
        var marked = new HashMap<SiteId, InetSocketAddress>();
        for (var node : NODES) {
            raft.put(node, new InetSocketAddress(host(node.site()), RAFT));
            marked.put(node.site(), new InetSocketAddress(host(node.site()), WITNESS));
        }
        return new CoordinatorSettings(
                root.resolve(self.site().name()),
                fleet,
                self,
                raft,
                new InetSocketAddress(host(self.site()), RPC),
                marked,
                tls(self.site().name()));
    }

    private TlsFiles tls(String name) {
        return new TlsFiles(
                certificates.key(name), certificates.certificate(name), certificates.authority());
    }

    private void start(NodeName node) throws Exception {
        running.put(node, CoordinatorNode.start(settings(node), (_, _) -> {}));
    }

    private void startWitness(SiteId site) throws Exception {
        var name = site.name() + "-witness";
        var tls =
                GrpcSslContexts.forServer(
                                certificates.certificate(name).toFile(),
                                certificates.key(name).toFile())
                        .trustManager(certificates.authority().toFile())
                        .clientAuth(ClientAuth.REQUIRE)
                        .build();
        var service =
                new WitnessServiceGrpc.WitnessServiceImplBase() {
                    @Override
                    public void raiseGrantMark(
                            LeaseV0.GrantMarkRaise raise,
                            StreamObserver<LeaseV0.GrantMark> answers) {
                        answers.onNext(
                                LeaseV0.GrantMark.newBuilder()
                                        .setWitness(site.name())
                                        .setMark(
                                                requireNonNull(marks.get(site))
                                                        .accumulateAndGet(
                                                                raise.getMark(), Math::max))
                                        .build());
                        answers.onCompleted();
                    }
                };
        witnesses.put(
                site,
                NettyServerBuilder.forAddress(new InetSocketAddress(host(site), WITNESS))
                        .sslContext(tls)
                        .addService(service)
                        .build()
                        .start());
    }

    private CoordinatorServiceGrpc.CoordinatorServiceBlockingStub asked(NodeName node, String as)
            throws Exception {
        var channel =
                NettyChannelBuilder.forAddress(host(node.site()), RPC)
                        .sslContext(
                                GrpcSslContexts.forClient()
                                        .trustManager(certificates.authority().toFile())
                                        .keyManager(
                                                certificates.certificate(as).toFile(),
                                                certificates.key(as).toFile())
                                        .build())
                        .build();
        channels.add(channel);
        return CoordinatorServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(15, TimeUnit.SECONDS);
    }

    private NodeName leader() {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                running.entrySet().stream()
                                        .filter(node -> node.getValue().status().leading())
                                        .map(Map.Entry::getKey)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private CoordinatorV0.GrantAnswer grant(NodeName node, String site, String request)
            throws Exception {
        return asked(node, site + "-full")
                .grant(
                        CoordinatorV0.GrantAsk.newBuilder()
                                .setSite(site)
                                .setRequestId(request)
                                .setCount(100)
                                .build());
    }

    private CoordinatorV0.ClaimAnswer reserve(
            NodeName node, String site, long account, String request) throws Exception {
        return asked(node, site + "-full")
                .reserve(
                        CoordinatorV0.ReserveAsk.newBuilder()
                                .setOperation(operation(site, account, 1, 0))
                                .setRequest(ByteString.copyFromUtf8(request))
                                .build());
    }

    private static CoordinatorV0.ClaimOperation operation(
            String site, long account, long offset, int part) {
        return CoordinatorV0.ClaimOperation.newBuilder()
                .setSite(site)
                .setAccount(account)
                .setStamp(
                        CoordinatorV0.OperationStamp.newBuilder()
                                .setEpoch(1)
                                .setOffset(offset)
                                .setPart(part))
                .addKeys(key())
                .build();
    }

    private static CoordinatorV0.ClaimKey key() {
        return CoordinatorV0.ClaimKey.newBuilder()
                .setVersion(1)
                .setHash(ByteString.copyFrom(new byte[ClaimKey.HASH_BYTES]))
                .build();
    }

    @Test
    void aKilledLeaderIsReplacedAndNothingIsGrantedTwice() throws Exception {
        var first = leader();
        var before = grant(first, "canada", "a").getGranted();
        assertThat(before.getHi() - before.getLo()).isEqualTo(100);
        assertThat(marks.values().stream().filter(mark -> mark.get() == before.getHi()).count())
                .isGreaterThanOrEqualTo(2);

        requireNonNull(running.remove(first)).close();
        var second = leader();
        assertThat(grant(second, "canada", "a").getGranted())
                .isEqualTo(before.toBuilder().setRepeated(true).build());
        assertThat(grant(second, "shanghai", "a").getGranted().getLo()).isEqualTo(before.getHi());

        start(first);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        requireNonNull(running.get(first)).status().grantMark()
                                == before.getHi() + 100);
        var follower = leader().equals(first) ? second : first;
        var elsewhere = grant(follower, "canada", "b").getNotDone();
        assertThat(elsewhere.getCode()).isEqualTo("NOT_LEADER");
        assertThat(elsewhere.getLeader()).isEqualTo(leader().toString());
    }

    @Test
    void ofTwoSitesThatClaimAHandleAtOnceOneWins() throws Exception {
        var leader = leader();
        List<CoordinatorV0.ClaimOutcome> outcomes;
        // Not the common pool: the engine works there, and calls that wait would occupy it.
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var canada = callers.submit(() -> claimed(leader, "canada", 4_097, "request-canada--"));
            var shanghai =
                    callers.submit(() -> claimed(leader, "shanghai", 8_193, "request-shanghai"));
            outcomes = List.of(canada.get(), shanghai.get());
        }

        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        CoordinatorV0.ClaimOutcome.CLAIM_OUTCOME_RESERVED,
                        CoordinatorV0.ClaimOutcome.CLAIM_OUTCOME_TAKEN);
        var canadaWon = outcomes.getFirst() == CoordinatorV0.ClaimOutcome.CLAIM_OUTCOME_RESERVED;
        var winner = canadaWon ? "canada" : "shanghai";
        var account = canadaWon ? 4_097L : 8_193L;

        // The same request, which comes with another candidate, is told the account that has it
        var again =
                reserve(
                        leader,
                        winner,
                        12_289,
                        canadaWon ? "request-canada--" : "request-shanghai");
        assertThat(again.getDone().getHolder()).isEqualTo(account);
        assertThat(resolve(leader)).isZero();
        asked(leader, winner + "-full")
                .confirm(
                        CoordinatorV0.ConfirmAsk.newBuilder()
                                .setOperation(operation(winner, account, 2, 1))
                                .build());
        assertThat(resolve(leader)).isEqualTo(account);
    }

    private CoordinatorV0.ClaimOutcome claimed(
            NodeName node, String site, long account, String request) {
        // On a busy machine it may stay unknown at first: the same operation is then asked again.
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> reserve(node, site, account, request),
                        CoordinatorV0.ClaimAnswer::hasDone)
                .getDone()
                .getOutcome();
    }

    private long resolve(NodeName node) throws Exception {
        issue("router", "router", 2, NODES.getFirst().site());
        return asked(node, "router")
                .resolve(CoordinatorV0.ResolveAsk.newBuilder().addKeys(key()).build())
                .getResolved()
                .getAccount();
    }

    @Test
    void withoutAMajorityOfWitnessesNothingIsGranted() throws Exception {
        var leader = leader();
        var granted = grant(leader, "canada", "a").getGranted();
        requireNonNull(witnesses.get(NODES.get(0).site())).shutdownNow();
        requireNonNull(witnesses.get(NODES.get(1).site())).shutdownNow();

        var refused = grant(leader, "canada", "b").getNotDone();

        assertThat(refused.getCode()).isEqualTo("UNAVAILABLE");
        assertThat(refused.getRetryAfterMillis()).isPositive();
        assertThat(requireNonNull(running.get(leader)).status().grantMark())
                .isEqualTo(granted.getHi());
    }

    @Test
    void aSiteAsksForItselfAloneAndAnUnformattedFolderIsRefused() throws Exception {
        var leader = leader();

        assertThatThrownBy(() ->
                        asked(leader, "canada-full")
                                .grant(
                                        CoordinatorV0.GrantAsk.newBuilder()
                                                .setSite("shanghai")
                                                .setRequestId("a")
                                                .setCount(1)
                                                .build()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContainingAll("PERMISSION_DENIED", "may not ask for shanghai");
        assertThatThrownBy(() ->
                        asked(leader, "canada")
                                .grant(
                                        CoordinatorV0.GrantAsk.newBuilder()
                                                .setSite("canada")
                                                .setRequestId("a")
                                                .setCount(1)
                                                .build()))
                .hasMessageContaining("carries no replica");
        assertThatThrownBy(() ->
                        asked(leader, "canada-full")
                                .grant(CoordinatorV0.GrantAsk.getDefaultInstance()))
                .hasMessageContaining("INVALID_ARGUMENT");

        var settings = settings(leader);
        var unformatted =
                new CoordinatorSettings(
                        root.resolve("unformatted"),
                        settings.fleet(),
                        settings.self(),
                        settings.raftPeers(),
                        settings.listen(),
                        settings.witnesses(),
                        settings.tls());
        assertThat(CoordinatorNode.isFormatted(unformatted)).isFalse();
        assertThatThrownBy(() -> CoordinatorNode.start(unformatted, (_, _) -> {}))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is not formatted");
    }
}
