package dev.homeport.dcnode.forward.adapter.grpc;

import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.grpc.Callers;
import dev.homeport.dcnode.home.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The port on which nodes call each other. Everything that arrives is bounded: message size, calls
 * per connection, the time for a handshake, silence. Calls are handled by virtual threads and may
 * block. Thread-safe.
 */
public final class NodeServer implements AutoCloseable {

    private static final long HANDSHAKE_SECONDS = 5;
    private static final int LARGEST_HEADERS_BYTES = 8 << 10;

    /** A mirror batch with room for what stands around its payloads. */
    private static final int LARGEST_MESSAGE_BYTES = 8 << 20;

    private static final int MOST_CALLS = 1_024;

    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    /**
     * Opens the port; {@link #start} begins to listen.
     *
     * @param address where to listen
     * @param tls the process's key, certificate and authority
     * @param limits bounds
     * @param fleet the fleet whose processes alone may call
     * @param services what may be called
     * @throws IOException if the TLS files cannot be used
     */
    public NodeServer(
            InetSocketAddress address,
            TlsFiles tls,
            CallLimits limits,
            FleetId fleet,
            List<BindableService> services)
            throws IOException {
        var quietMillis = limits.quiet().toMillis();
        var builder =
                NettyServerBuilder.forAddress(address)
                        .sslContext(tls.server())
                        .intercept(new Callers(fleet))
                        .executor(handlers)
                        .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                        .maxInboundMetadataSize(LARGEST_HEADERS_BYTES)
                        .maxConcurrentCallsPerConnection(MOST_CALLS)
                        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTime(quietMillis, TimeUnit.MILLISECONDS)
                        .keepAliveTimeout(quietMillis, TimeUnit.MILLISECONDS)
                        .permitKeepAliveTime(500, TimeUnit.MILLISECONDS)
                        .permitKeepAliveWithoutCalls(true);
        services.forEach(builder::addService);
        this.server = builder.build();
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if the address cannot be had
     */
    public void start() throws IOException {
        server.start();
    }

    /** Takes no new calls and waits at most so long for those under way. */
    public void drain(long mostMillis) {
        server.shutdown();
        try {
            if (!server.awaitTermination(mostMillis, TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        handlers.shutdownNow();
    }

    @Override
    public void close() {
        drain(0);
    }
}
