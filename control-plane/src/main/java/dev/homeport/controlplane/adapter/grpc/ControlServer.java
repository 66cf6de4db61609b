package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.controlplane.replica.ControlReplica;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ConnectionLimits;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import io.grpc.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The port on which a replica is watched. Everything that arrives is bounded: message size, calls
 * per connection, the time for a handshake, silence. Thread-safe.
 */
public final class ControlServer implements AutoCloseable {

    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(16, 64 << 10, Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final long DRAIN_SECONDS = 1;

    private final Server server;

    /**
     * Opens the port.
     *
     * @param address where to listen
     * @param tls the process's key, certificate and authority
     * @param fleet whose processes are let in
     * @param replica what is watched
     * @param sighting what this replica sees of sites
     * @throws IOException if the TLS files cannot be used or the address cannot be had
     */
    public ControlServer(
            InetSocketAddress address,
            TlsFiles tls,
            FleetId fleet,
            ControlReplica replica,
            Supplier<Sighting> sighting)
            throws IOException {
        this.server =
                Channels.listen(address, tls.server(), LIMITS)
                        .intercept(new Callers(fleet))
                        .addService(new TableEndpoint(replica, sighting))
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
