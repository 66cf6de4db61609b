package dev.homeport.dcnode.forward.adapter.grpc;

import dev.homeport.dcnode.forward.LeaderWork;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;

/**
 * Connections to the other nodes of this site, each dialled when it is first needed. Thread-safe.
 */
public final class LeaderConnections implements AutoCloseable {

    private final Map<Integer, ManagedChannel> channels = new TreeMap<>();
    private final Map<Integer, LeaderWork> nodes = new TreeMap<>();

    /**
     * Makes the connections.
     *
     * @param addresses where each other node of the site is dialled
     * @param tls the process's key, certificate and authority
     * @param limits bounds
     * @param fleet the fleet
     * @param site the site
     * @throws IOException if the TLS files cannot be used
     */
    public LeaderConnections(
            Map<Integer, InetSocketAddress> addresses,
            TlsFiles tls,
            CallLimits limits,
            FleetId fleet,
            SiteId site)
            throws IOException {
        for (var entry : addresses.entrySet()) {
            var node = entry.getKey();
            var context = tls.client(trusted -> ExpectedServer.node(trusted, fleet, site, node));
            var channel = Channels.dial(entry.getValue(), context, limits.connection());
            channels.put(node, channel);
            nodes.put(node, new OtherNode(channel));
        }
    }

    /**
     * The work asked of a node.
     *
     * @throws IllegalArgumentException if it is not a node of this site that was named
     */
    public LeaderWork node(int number) {
        var node = nodes.get(number);
        if (node == null) {
            throw new IllegalArgumentException(
                    "node: " + number + " is not among the site's other nodes " + nodes.keySet());
        }
        return node;
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
