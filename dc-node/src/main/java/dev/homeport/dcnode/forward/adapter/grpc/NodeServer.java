package dev.homeport.dcnode.forward.adapter.grpc;

import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import io.grpc.BindableService;
import io.grpc.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The port on which nodes call each other. Everything that arrives is bounded: message size, calls
 * per connection, the time for a handshake, silence. Calls are handled by virtual threads and may
 * block. Thread-safe.
 */
public final class NodeServer implements AutoCloseable {

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
        var builder =
                Channels.listen(address, tls.server(), limits.connection())
                        .intercept(new Callers(fleet))
                        .executor(handlers);
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
        Channels.await(server, mostMillis);
        handlers.shutdownNow();
    }

    @Override
    public void close() {
        drain(0);
    }
}
