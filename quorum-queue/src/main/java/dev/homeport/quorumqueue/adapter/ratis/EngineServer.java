package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;

/** Makes the engine's server for a replica: who its peers are, and how they reach each other. */
final class EngineServer {

    /** Among up-to-date replicas one with the highest leads. */
    private static final int PREFERRED = 1;

    private static final int USUAL = 0;

    private EngineServer() {}

    /** A server that does not run yet. */
    static RaftServer make(
            ReplicaSettings settings,
            StoreFolder folder,
            RaftGroupId group,
            LogStateMachine machine)
            throws IOException {
        keepFromEndingTheProcess();
        var listen = settings.peers().get(settings.node());
        if (listen == null) {
            throw new IllegalArgumentException("peers: have no node " + settings.node());
        }
        // Half of the time after which a leader gives up waiting for an answer.
        var patience = Duration.ofMillis(settings.timing().requestMillis() / 2);
        var gate = new PeerGate(folder.identity(), machine::flushedIndex, patience);
        return RaftServer.newBuilder()
                .setServerId(PeerNames.of(settings.node()))
                .setGroup(RaftGroup.valueOf(group, peers(settings)))
                .setProperties(EngineProperties.of(folder.engine(), listen, settings.timing()))
                .setParameters(parameters(settings.tls(), gate))
                .setStateMachine(machine)
                .setOption(RaftStorage.StartupOption.RECOVER)
                .build();
    }

    /** The engine would, with codes of its own, on any uncaught exception. */
    private static void keepFromEndingTheProcess() {
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        ExitUtils.disableSystemExit();
        ExitUtils.setTerminateOnUncaughtException(false);
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    private static List<RaftPeer> peers(ReplicaSettings settings) {
        return settings.peers().entrySet().stream()
                .map(peer ->
                        peer(
                                peer.getKey(),
                                peer.getValue(),
                                settings.preferredLeaders().contains(peer.getKey())))
                .toList();
    }

    private static RaftPeer peer(int node, InetSocketAddress address, boolean preferred) {
        return RaftPeer.newBuilder()
                .setId(PeerNames.of(node))
                .setAddress(address)
                .setPriority(preferred ? PREFERRED : USUAL)
                .build();
    }

    private static Parameters parameters(TlsFiles tls, PeerGate gate) {
        var parameters = new Parameters();
        GrpcConfigKeys.TLS.setConf(
                parameters,
                new GrpcTlsConfig(
                        tls.privateKey().toFile(),
                        tls.certificate().toFile(),
                        tls.authority().toFile(),
                        true));
        GrpcConfigKeys.Server.setServicesCustomizer(
                parameters, (builder, types) -> builder.intercept(gate));
        return parameters;
    }
}
