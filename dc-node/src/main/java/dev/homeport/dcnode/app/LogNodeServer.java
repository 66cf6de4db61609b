package dev.homeport.dcnode.app;

import dev.homeport.dcnode.forward.LeaderWork;
import dev.homeport.dcnode.forward.adapter.grpc.LeaderEndpoint;
import dev.homeport.dcnode.forward.adapter.grpc.NodeServer;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.link.adapter.grpc.LinkEndpoint;
import dev.homeport.dcnode.link.adapter.grpc.LinkLimits;
import dev.homeport.dcnode.report.SiteReporter;
import dev.homeport.dcnode.report.adapter.grpc.SiteEndpoint;
import dev.homeport.process.app.Configuration;
import dev.homeport.quorumqueue.QuorumQueue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/**
 * The port of a node for the other processes of the fleet: the leader's work for nodes of its site,
 * the log for links of other sites, reports for the control plane and operators. Close once.
 */
final class LogNodeServer implements AutoCloseable {

    private static final long DRAIN_MILLIS = 2_000;

    private final InetSocketAddress address;
    private final LinkEndpoint links;
    private final NodeServer server;

    /**
     * Makes the port ready; {@link #start} opens it.
     *
     * @param config what the node is told
     * @param queue its part of the log
     * @param own the leader's work, done by this node itself
     * @param reporter tells how this node sees its site
     */
    LogNodeServer(SiteConfig config, QuorumQueue queue, LeaderWork own, SiteReporter reporter)
            throws IOException, Configuration.InvalidException {
        address = config.values().address("listen.node-rpc");
        links =
                new LinkEndpoint(
                        config.fleet(),
                        Set.copyOf(config.sites()),
                        queue,
                        new SystemClocks(),
                        LinkLimits.USUAL);
        try {
            server =
                    new NodeServer(
                            address,
                            config.tls(),
                            CallLimits.BETWEEN_NODES,
                            config.fleet(),
                            List.of(
                                    new LeaderEndpoint(config.site(), own),
                                    links,
                                    new SiteEndpoint(reporter::report, reporter::digests)));
        } catch (IOException e) {
            links.close();
            throw e;
        }
    }

    /**
     * Opens the port.
     *
     * @throws IOException if the address cannot be had
     */
    void start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw new IOException("listen.node-rpc: " + address + ": " + e.getMessage(), e);
        }
    }

    /** Takes no new calls; waits some seconds at most for those under way. */
    void drain() {
        server.drain(DRAIN_MILLIS);
    }

    /** The lines of links are ended before the server waits for its calls. */
    @Override
    public void close() {
        links.close();
        server.close();
    }
}
