package dev.homeport.benchmarks.adapter.ratis;

import dev.homeport.benchmarks.adapter.os.Addresses;
import dev.homeport.benchmarks.adapter.os.SiteCertificates;
import dev.homeport.benchmarks.append.AppendSystem;
import dev.homeport.benchmarks.append.RunningSystem;
import dev.homeport.benchmarks.append.SystemFacts;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.quorumqueue.adapter.ratis.EngineProperties;
import dev.homeport.quorumqueue.adapter.ratis.Timing;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/**
 * Apache Ratis alone, under the settings that Homeport's log gives it: each entry is a message of
 * its own, and the state machine does nothing. Immutable and thread-safe.
 *
 * @param addresses where its replicas listen
 */
public record BareRatis(Addresses addresses) implements AppendSystem {

    private static final int PORT = 21_000;
    private static final SiteId SITE = new SiteId("bench");

    /** Message and record, three times. */
    private static final long DISK_BYTES_PER_ENTRY = 3 * 1_200;

    /** A preallocated segment of 8 MB a replica. */
    private static final long DISK_BYTES_AT_START = 3 * 8_000_000L;

    @Override
    public SystemFacts facts() {
        var properties = properties(Path.of("unused"), 1, 1);
        return new SystemFacts(
                "apache-ratis",
                Optional.ofNullable(RaftServer.class.getPackage().getImplementationVersion())
                        .orElse("unknown"),
                "the server in process; gRPC with mutual TLS between replicas",
                "committed on a majority and applied by the leader, to a state machine that does"
                        + " nothing",
                "as homeport, whose settings it has but for the bounds on waiting requests, which"
                        + " have room for all in flight",
                !RaftServerConfigKeys.Log.asyncFlushEnabled(properties)
                        && !RaftServerConfigKeys.Log.unsafeFlushEnabled(properties),
                DISK_BYTES_AT_START,
                DISK_BYTES_PER_ENTRY);
    }

    private RaftProperties properties(Path folder, int replica, int inFlight) {
        var properties =
                EngineProperties.of(
                        folder,
                        Objects.requireNonNull(addresses.on(PORT).get(replica)),
                        Timing.SITE);
        // Ours are for a few large batches; here every entry is a request.
        RaftServerConfigKeys.Write.setElementLimit(
                properties,
                Math.max(RaftServerConfigKeys.Write.elementLimit(properties), 2 * inFlight));
        RaftServerConfigKeys.Log.setQueueElementLimit(
                properties,
                Math.max(RaftServerConfigKeys.Log.queueElementLimit(properties), 2 * inFlight));
        return properties;
    }

    @Override
    public RunningSystem start(Path folder, int inFlight) throws IOException {
        addresses.mustBeFree(PORT);
        var certificates =
                new SiteCertificates(folder.resolve("tls"), new FleetId(UUID.randomUUID()), SITE);
        var replicas = addresses.on(PORT);
        var group =
                RaftGroup.valueOf(
                        RaftGroupId.randomId(),
                        replicas.entrySet().stream()
                                .map(replica ->
                                        RaftPeer.newBuilder()
                                                .setId(name(replica.getKey()))
                                                .setAddress(replica.getValue())
                                                .build())
                                .toList());
        var servers = new ArrayList<RaftServer>();
        var running = new RunningServers(servers, group.getGroupId());
        try {
            for (var replica : replicas.keySet()) {
                var store = Files.createDirectories(folder.resolve(name(replica)));
                var server =
                        RaftServer.newBuilder()
                                .setServerId(RaftPeerId.valueOf(name(replica)))
                                .setGroup(group)
                                .setProperties(properties(store, replica, inFlight))
                                .setParameters(tls(certificates.issue(addresses, replica)))
                                .setStateMachine(new BaseStateMachine())
                                .setOption(RaftStorage.StartupOption.RECOVER)
                                .build();
                servers.add(server);
                server.start();
            }
            return running;
        } catch (IOException | RuntimeException e) {
            running.close();
            throw new IOException("apache-ratis: does not start: " + e.getMessage(), e);
        }
    }

    private static String name(int replica) {
        return "replica-" + replica;
    }

    private static Parameters tls(CertificateFiles files) {
        var parameters = new Parameters();
        GrpcConfigKeys.TLS.setConf(
                parameters,
                new GrpcTlsConfig(
                        files.privateKey().toFile(),
                        files.certificate().toFile(),
                        files.authority().toFile(),
                        true));
        return parameters;
    }
}
