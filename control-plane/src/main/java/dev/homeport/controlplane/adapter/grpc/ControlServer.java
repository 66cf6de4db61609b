package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The port on which a replica is watched. Everything that arrives is bounded: message size, calls
 * per connection, the time for a handshake, silence. Thread-safe.
 */
public final class ControlServer implements AutoCloseable {

    private static final int LARGEST_MESSAGE_BYTES = 64 << 10;
    private static final int LARGEST_HEADERS_BYTES = 8 << 10;
    private static final int MOST_CALLS = 16;
    private static final long HANDSHAKE_SECONDS = 5;
    private static final long QUIET_SECONDS = 5;
    private static final long DRAIN_SECONDS = 1;

    private final Server server;

    /**
     * Opens the port.
     *
     * @param address where to listen
     * @param tls the process's key, certificate and authority
     * @param fleet whose processes are let in
     * @param replica what is watched
     * @throws IOException if the TLS files cannot be used or the address cannot be had
     */
    public ControlServer(
            InetSocketAddress address, TlsFiles tls, FleetId fleet, ControlReplica replica)
            throws IOException {
        this.server =
                NettyServerBuilder.forAddress(address)
                        .sslContext(FleetTls.server(tls))
                        .intercept(new Watchers(fleet))
                        .addService(new TableEndpoint(replica))
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

    /** Ends all watches and closes the port, within a second. */
    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
