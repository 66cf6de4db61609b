package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.client.adapter.http.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shanghai's ports, dialled by whoever holds the keys of Hong Kong. */
@Order(5)
@ExtendWith(SharedFleet.class)
class CertificatesIT {

    private static final String PERMISSION_DENIED = "7 ";

    /**
     * What is asked of Shanghai.
     *
     * @param caller whose certificate is shown
     * @param process who is asked
     * @param port the role of the port
     * @param call the call
     * @param why what the refusal says
     */
    private record Intrusion(
            String caller, String process, String port, GrpcCall call, String why) {}

    private static final List<Intrusion> INTRUSIONS =
            List.of(
                    new Intrusion(
                            "hongkong-full-1",
                            "shanghai-full-1",
                            "node-rpc",
                            GrpcCall.of("homeport.node.v0.LeaderService/Append"),
                            "is no node of shanghai"),
                    new Intrusion(
                            "hongkong-log-2",
                            "shanghai-log-2",
                            "node-rpc",
                            GrpcCall.of("homeport.node.v0.LeaderService/AppendControl"),
                            "is no node of shanghai"),
                    new Intrusion(
                            "hongkong-log-3",
                            "shanghai-log-3",
                            "witness",
                            GrpcCall.of(
                                    "homeport.lease.v0.WitnessService/Peer", "canada", "shanghai"),
                            "may not speak as the witness of canada"),
                    new Intrusion(
                            "hongkong-full-1",
                            "shanghai-log-3",
                            "witness",
                            GrpcCall.of("homeport.lease.v0.WitnessService/RaiseGrantMark"),
                            "is no voter of the coordinator"),
                    new Intrusion(
                            "hongkong-log-2",
                            "shanghai-full-1",
                            "log-raft",
                            GrpcCall.of("ratis.grpc.RaftServerProtocolService/requestVote"),
                            "names no replica"),
                    new Intrusion(
                            "shanghai-log-2",
                            "shanghai-full-1",
                            "log-raft",
                            GrpcCall.of("ratis.grpc.AdminProtocolService/setConfiguration"),
                            "only the log's replicas are served here"),
                    new Intrusion(
                            "hongkong-log-2",
                            "shanghai-coordinator-4",
                            "coordinator-raft",
                            GrpcCall.of("ratis.grpc.RaftServerProtocolService/requestVote"),
                            "names no replica"),
                    new Intrusion(
                            "hongkong-full-1",
                            "shanghai-coordinator-4",
                            "coordinator-rpc",
                            GrpcCall.of(
                                    "homeport.coordinator.v0.CoordinatorService/Grant",
                                    "shanghai",
                                    "not-mine"),
                            "shanghai"));

    private static HttpClient as(Fleet fleet, String caller) throws IOException {
        var certificate = fleet.folderOf(caller).resolve("certificate");
        return new Trust(
                        Optional.of(certificate.resolve("authority.pem")),
                        Optional.of(
                                new Trust.Identity(
                                        certificate.resolve("certificate.pem"),
                                        certificate.resolve("private-key.pem"))))
                .client(Executors.newVirtualThreadPerTaskExecutor());
    }

    private static String address(Fleet fleet, String process, String port) throws IOException {
        var configuration = new Properties();
        var file = fleet.folderOf(process).resolve("homeport.properties");
        try (var text = Files.newBufferedReader(file)) {
            configuration.load(text);
        }
        return Objects.requireNonNull(configuration.getProperty("listen." + port), port);
    }

    @Test
    void nobodySpeaksForASiteByTheCertificateOfAnother(Fleet fleet) throws Exception {
        var pids = fleet.pids();
        for (var intrusion : INTRUSIONS) {
            try (var http = as(fleet, intrusion.caller())) {
                var address = address(fleet, intrusion.process(), intrusion.port());
                assertThat(intrusion.call().refusal(http, address))
                        .as("%s", intrusion)
                        .startsWith(PERMISSION_DENIED)
                        .contains(intrusion.why());
            }
        }
        assertStillWorks(fleet);
        assertThat(fleet.pids()).isEqualTo(pids);
    }

    @Test
    void withoutACertificateNobodyGetsAsFarAsACall(Fleet fleet) throws Exception {
        var authority = fleet.folder().trust().authority().orElseThrow();
        for (var intrusion : INTRUSIONS) {
            try (var http =
                    Trust.in(authority).client(Executors.newVirtualThreadPerTaskExecutor())) {
                var address = address(fleet, intrusion.process(), intrusion.port());
                assertThatThrownBy(() -> intrusion.call().refusal(http, address))
                        .as("%s", intrusion)
                        .isInstanceOf(IOException.class)
                        .hasMessageNotContaining("was not refused");
            }
        }
        assertStillWorks(fleet);
    }

    private static void assertStillWorks(Fleet fleet) throws Exception {
        try (var mei = new Member(fleet, "mei")) {
            mei.sendAcknowledged(UUID.randomUUID().toString(), mei.account(), "still here");
        }
        fleet.heal();
    }
}
