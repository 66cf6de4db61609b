package dev.homeport.coordinator.adapter.grpc;

import dev.homeport.coordinator.voter.CoordinatorVoter;
import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** The port on which a voter is asked. Everything that arrives is bounded. Thread-safe. */
public final class VoterServer implements AutoCloseable {

    private static final int LARGEST_MESSAGE_BYTES = 64 << 10;
    private static final int LARGEST_HEADERS_BYTES = 8 << 10;
    private static final int MOST_CALLS = 256;
    private static final long HANDSHAKE_SECONDS = 5;
    private static final long QUIET_SECONDS = 5;
    private static final long DRAIN_SECONDS = 2;

    private final Server server;

    /**
     * Opens the port.
     *
     * @param listen where
     * @param tls the process's key, certificate and authority
     * @param fleet the fleet
     * @param voter answers
     * @param nodes the node that carries a voter
     * @throws IOException if the TLS files cannot be used or the address cannot be had
     */
    public VoterServer(
            InetSocketAddress listen,
            TlsFiles tls,
            FleetId fleet,
            CoordinatorVoter voter,
            IntFunction<Optional<NodeName>> nodes)
            throws IOException {
        this.server =
                NettyServerBuilder.forAddress(listen)
                        .sslContext(FleetTls.server(tls))
                        .intercept(new Callers(fleet))
                        .addService(new VoterEndpoint(voter, nodes))
                        // The handlers wait for nothing, so they run where the bytes arrive.
                        .directExecutor()
                        .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                        .maxInboundMetadataSize(LARGEST_HEADERS_BYTES)
                        .maxConcurrentCallsPerConnection(MOST_CALLS)
                        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTime(QUIET_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTimeout(QUIET_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveTime(1, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .build()
                        .start();
    }

    /** Takes no new calls and waits some seconds for those under way. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
