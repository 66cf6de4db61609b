package dev.homeport.dcnode.table.adapter.grpc;

import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.table.TableSource;
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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The control plane's replicas as {@link TableSource}s, each on a connection of its own that is
 * dialled when it is first watched. A server that is not the replica that was meant is told
 * nothing. Thread-safe.
 */
public final class ControlReplicas implements AutoCloseable {

    private static final String ROLE = "control";
    private static final long CLOSE_SECONDS = 2;

    /**
     * Where a replica is dialled from here.
     *
     * @param site its site
     * @param node its node in the site
     * @param address its address as this process dials it
     */
    public record Replica(SiteId site, int node, InetSocketAddress address) {}

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<TableSource> sources = new ArrayList<>();

    /**
     * Makes the sources, those of the own site first.
     *
     * @param replicas all replicas of the control plane
     * @param self the site of this process
     * @param fleet the fleet
     * @param tls the process's key, certificate and authority
     * @param limits bounds of calls
     * @throws IOException if the TLS files cannot be used
     */
    public ControlReplicas(
            List<Replica> replicas, SiteId self, FleetId fleet, TlsFiles tls, CallLimits limits)
            throws IOException {
        var ordered = new ArrayList<>(replicas);
        ordered.sort(Comparator.comparing(replica -> !replica.site().equals(self)));
        for (var replica : ordered) {
            var name = new NodeName(replica.site(), replica.node());
            var context =
                    tls.client(trusted ->
                            ExpectedServer.node(
                                    trusted, fleet, name, ROLE, "the control plane's replica"));
            var channel = Channels.dial(replica.address(), context, limits.connection());
            channels.add(channel);
            sources.add(new WatchedReplica(name.toString(), channel));
        }
    }

    /** The replicas, those of the own site first. */
    public List<TableSource> sources() {
        return List.copyOf(sources);
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
