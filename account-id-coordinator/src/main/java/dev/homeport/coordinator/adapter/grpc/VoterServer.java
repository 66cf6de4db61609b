package dev.homeport.coordinator.adapter.grpc;

import dev.homeport.coordinator.voter.CoordinatorVoter;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ConnectionLimits;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import io.grpc.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.IntFunction;

/** The port on which a voter is asked. Everything that arrives is bounded. Thread-safe. */
public final class VoterServer implements AutoCloseable {

    private static final long DRAIN_MILLIS = 2_000;

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
                Channels.listen(listen, tls.server(), ConnectionLimits.SHORT_MESSAGES)
                        .intercept(new Callers(fleet))
                        .addService(new VoterEndpoint(voter, nodes))
                        // The handlers wait for nothing, so they run where the bytes arrive.
                        .directExecutor()
                        .build()
                        .start();
    }

    /** Takes no new calls and waits some seconds for those under way. */
    @Override
    public void close() {
        server.shutdown();
        Channels.await(server, DRAIN_MILLIS);
    }
}
