package dev.homeport.dcnode.home.adapter.grpc;

import dev.homeport.dcnode.home.agent.WitnessAgent;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import io.grpc.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The port on which a witness is asked. Everything that arrives is bounded: message size, calls per
 * connection, the time for a handshake, silence. Thread-safe.
 */
public final class WitnessServer implements AutoCloseable {

    private static final long IDLE_MINUTES = 10;

    private final OpenAsks openAsks = new OpenAsks();
    private final OpenMarks openMarks;
    private final Server server;

    /**
     * Opens the port; {@link #start} begins to listen.
     *
     * @param address where to listen
     * @param tls the process's key, certificate and authority
     * @param limits bounds
     * @param fleet the fleet
     * @param self the site whose witness this is
     * @param others the other witnesses
     * @param agent takes inputs; false if it takes no more at the moment
     * @param status how the witness is doing
     * @throws IOException if the TLS files cannot be used
     */
    public WitnessServer(
            InetSocketAddress address,
            TlsFiles tls,
            CallLimits limits,
            FleetId fleet,
            SiteId self,
            Set<SiteId> others,
            Predicate<WitnessInput> agent,
            Supplier<WitnessAgent.Status> status)
            throws IOException {
        this.openMarks = new OpenMarks(self);
        this.server =
                Channels.listen(address, tls.server(), limits.connection())
                        .intercept(new Callers(fleet))
                        .addService(
                                new WitnessEndpoint(
                                        fleet,
                                        self,
                                        Set.copyOf(others),
                                        agent,
                                        status,
                                        openAsks,
                                        openMarks))
                        // The handlers wait for nothing, so they run where the bytes arrive.
                        .directExecutor()
                        .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
                        .build();
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if the address cannot be had
     */
    public void start() throws IOException {
        server.start();
    }

    /** Answers a holder; lost if it does not wait any more. */
    public void answer(LeaseAnswer answer) {
        openAsks.answer(answer);
    }

    /** Answers a voter of the coordinator; lost if it does not wait any more. */
    public void answerMark(long call, OptionalLong mark) {
        openMarks.answer(call, mark);
    }

    /** Takes no new calls, ends those that wait, and waits at most so long for the rest. */
    public void drain(long mostMillis) {
        server.shutdown();
        openAsks.close();
        openMarks.close();
        Channels.await(server, mostMillis);
    }

    @Override
    public void close() {
        drain(0);
    }
}
