package dev.homeport.dcnode.forward.adapter.grpc;

import dev.homeport.dcnode.forward.LeaderWork;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.grpc.ExpectedServer;
import dev.homeport.dcnode.home.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the other nodes of this site, each dialled when it is first needed. Thread-safe.
 */
public final class LeaderConnections implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
    private static final int LARGEST_MESSAGE_BYTES = 8 << 20;

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
            var address = entry.getValue();
            var context = tls.client(trusted -> ExpectedServer.node(trusted, fleet, site, node));
            var channel =
                    NettyChannelBuilder.forAddress(address.getHostString(), address.getPort())
                            .sslContext(context)
                            .proxyDetector(target -> null)
                            .withOption(
                                    ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                            .keepAliveTime(limits.quiet().toMillis(), TimeUnit.MILLISECONDS)
                            .keepAliveTimeout(limits.quiet().toMillis(), TimeUnit.MILLISECONDS)
                            .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                            .disableRetry()
                            .directExecutor()
                            .build();
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
