package dev.homeport.dcnode.link.adapter.grpc;

import dev.homeport.dcnode.link.LinkDialler;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Dials nodes of other sites over mutual TLS. Each line has a connection of its own, so that a line
 * that is given up takes whatever was wrong with its connection along. Thread-safe.
 */
public final class LinkCalls implements LinkDialler, AutoCloseable {

    private record Peer(InetSocketAddress address, SslContext context) {}

    private final Map<NodeName, Peer> peers = new TreeMap<>();
    private final FleetId fleet;
    private final LinkLimits limits;
    private final Set<DialledLine> lines = ConcurrentHashMap.newKeySet();

    /**
     * Makes a dialler.
     *
     * @param addresses where each node is dialled from here
     * @param tls the process's key, certificate and authority
     * @param fleet the fleet
     * @param limits bounds
     * @throws IOException if the TLS files cannot be used
     */
    public LinkCalls(
            Map<NodeName, InetSocketAddress> addresses,
            TlsFiles tls,
            FleetId fleet,
            LinkLimits limits)
            throws IOException {
        this.fleet = fleet;
        this.limits = limits;
        for (var each : addresses.entrySet()) {
            var name = each.getKey();
            var context =
                    tls.client(trusted ->
                            ExpectedServer.node(trusted, fleet, name.site(), name.node()));
            peers.put(name, new Peer(each.getValue(), context));
        }
    }

    @Override
    public Line dial(NodeName name, SiteId origin, Ear ear) {
        var peer = peers.get(name);
        if (peer == null) {
            throw new IllegalArgumentException(
                    "peer: " + name + " has no address; known are " + peers.keySet());
        }
        var line = new DialledLine(peer.address(), peer.context(), limits, ear, lines::remove);
        lines.add(line);
        line.open(fleet, origin);
        return line;
    }

    /** Ends every line. */
    @Override
    public void close() {
        lines.forEach(DialledLine::hangUp);
    }
}
