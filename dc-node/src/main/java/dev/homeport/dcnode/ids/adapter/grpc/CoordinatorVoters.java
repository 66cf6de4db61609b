package dev.homeport.dcnode.ids.adapter.grpc;

import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.ids.Voter;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The coordinator's voters, each on a connection of its own that is dialled at its first call. A
 * server that is not the voter that was meant is told nothing. Thread-safe.
 */
public final class CoordinatorVoters implements AutoCloseable {

    private static final String ROLE = "coordinator";
    private static final long CLOSE_SECONDS = 2;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Voter> voters = new ArrayList<>();

    /**
     * Makes the connections.
     *
     * @param addresses where each voter is dialled from here
     * @param self the site of this process
     * @param fleet the fleet
     * @param tls the process's key, certificate and authority
     * @param limits bounds
     * @throws IOException if the TLS files cannot be used
     */
    public CoordinatorVoters(
            Map<NodeName, InetSocketAddress> addresses,
            SiteId self,
            FleetId fleet,
            TlsFiles tls,
            CallLimits limits)
            throws IOException {
        for (var entry : new TreeMap<>(addresses).entrySet()) {
            var name = entry.getKey();
            var context =
                    tls.client(trusted ->
                            ExpectedServer.node(
                                    trusted, fleet, name, ROLE, "the coordinator's voter"));
            var channel = Channels.dial(entry.getValue(), context, limits.connection());
            channels.add(channel);
            voters.add(new DialledVoter(name, self, channel));
        }
    }

    /** The voters. */
    public List<Voter> voters() {
        return List.copyOf(voters);
    }

    /** Closes the connections. */
    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        try {
            for (var channel : channels) {
                channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
