package dev.homeport.quorumqueue.adapter.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.quorumqueue.TestSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.apache.ratis.thirdparty.io.grpc.netty.GrpcSslContexts;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may speak to a replica: only the log's own nodes, each for itself. */
class PeerGateIT {

    @TempDir private Path root;

    private static X509Certificate read(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void onlyTheLogsOwnNodesAreKnown() throws Exception {
        var site = TestSite.format(root, 7);
        var gate =
                new PeerGate(site.identities().values().iterator().next(), () -> -1, Duration.ZERO);
        var fleet = "homeport://" + site.fleet();
        var names =
                List.of(
                        fleet + "/shanghai/witness/1",
                        fleet + "/canada/log/1",
                        fleet + "/shanghai/log/4",
                        fleet + "/shanghai/log/x",
                        fleet + "/shanghai/log",
                        "homeport://00000000-0000-0000-0000-000000000000/shanghai/log/1",
                        "https://" + site.fleet() + "/shanghai/log/1");

        assertThat(gate.nodeOf(read(site.tls(2).certificate()))).isEqualTo(OptionalInt.of(2));
        for (var name : names) {
            site.certificates().issue("other", name, "127.0.0.1");
            assertThat(gate.nodeOf(read(site.certificates().certificate("other"))))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void aStrangerAndANodeThatSpeaksForAnotherAreRefused() throws Exception {
        var site = TestSite.format(root, 8);
        site.certificates()
                .issue("stranger", "homeport://" + site.fleet() + "/canada/log/2", "127.0.0.1");
        try (var group = new RatisGroup(site)) {
            group.start(1);

            assertThat(refusal(site, "stranger", "node-2")).contains("names no replica");
            assertThat(refusal(site, "node-3", "node-2")).contains("node 3 speaks for node-2");
        }
    }

    @Test
    void withoutACertificateOfTheFleetThereIsNoConnection() throws Exception {
        var site = TestSite.format(root, 9);
        var foreign = TestSite.format(root.resolve("foreign"), 9);
        try (var group = new RatisGroup(site)) {
            group.start(1);

            assertThatThrownBy(() ->
                            vote(
                                    site,
                                    foreign.certificates().key("node-2"),
                                    foreign.certificates().certificate("node-2"),
                                    "node-2"))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e ->
                                    assertThat(e.getStatus().getCode())
                                            .isEqualTo(Status.Code.UNAVAILABLE));
        }
    }

    private static String refusal(TestSite site, String certificate, String requestor) {
        try {
            vote(
                    site,
                    site.certificates().key(certificate),
                    site.certificates().certificate(certificate),
                    requestor);
            return "not refused";
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            return String.valueOf(e.getStatus().getDescription());
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static RequestVoteReplyProto vote(
            TestSite site, Path key, Path certificate, String requestor) throws Exception {
        var channel =
                NettyChannelBuilder.forAddress(site.peers().get(1))
                        .sslContext(
                                GrpcSslContexts.configure(SslContextBuilder.forClient())
                                        .trustManager(site.certificates().authority().toFile())
                                        .keyManager(certificate.toFile(), key.toFile())
                                        .build())
                        .build();
        try {
            var request =
                    RequestVoteRequestProto.newBuilder()
                            .setServerRequest(
                                    RaftRpcRequestProto.newBuilder()
                                            .setRequestorId(ByteString.copyFromUtf8(requestor)))
                            .build();
            return RaftServerProtocolServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .requestVote(request);
        } finally {
            channel.shutdownNow();
        }
    }
}
