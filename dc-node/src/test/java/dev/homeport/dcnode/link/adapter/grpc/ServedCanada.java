package dev.homeport.dcnode.link.adapter.grpc;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;

import dev.homeport.dcnode.forward.adapter.grpc.NodeServer;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.link.simulated.LinkedLogs;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node of Canada that serves its log, and a relay by way of which it is dialled. */
final class ServedCanada implements AutoCloseable {

    static final NodeName PEER = new NodeName(CANADA, 1);

    static final LinkLimits LIMITS =
            new LinkLimits(3, Duration.ofMillis(2_500), LinkLimits.USUAL.connection());

    private final InMemoryQueue log = LinkedLogs.of(CANADA);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final InetSocketAddress listening;
    private final InetSocketAddress dialled;
    private final TestAuthority authority;
    private final Relay relay;
    private LinkEndpoint endpoint;
    private NodeServer server;

    /** Serves in the network 127.F. */
    ServedCanada(Path folder, int network) throws Exception {
        listening = new InetSocketAddress("127." + network + ".3.1", 25_101);
        dialled = new InetSocketAddress("127." + network + ".19.1", 25_101);
        authority = new TestAuthority(folder.resolve("authority"));
        relay = new Relay(dialled, listening);
        endpoint = newEndpoint();
        server = newServer(identity(LinkedLogs.FLEET, CANADA, "full", 1));
        server.start();
    }

    private LinkEndpoint newEndpoint() {
        var sites = Set.of(SHANGHAI, HONGKONG, CANADA);
        return new LinkEndpoint(LinkedLogs.FLEET, sites, log, new SystemClocks(), LIMITS);
    }

    private NodeServer newServer(ProcessIdentity as) throws Exception {
        return new NodeServer(
                listening,
                issue(as),
                CallLimits.BETWEEN_NODES,
                LinkedLogs.FLEET,
                List.of(endpoint));
    }

    /** Stops, and serves again when it is told to. */
    void stop() {
        endpoint.close();
        server.close();
    }

    /** Serves again, as some process. */
    void serve(ProcessIdentity as) throws Exception {
        endpoint = newEndpoint();
        server = newServer(as);
        server.start();
    }

    static ProcessIdentity identity(FleetId fleet, SiteId site, String role, int node) {
        return ProcessIdentity.of(fleet, site, role, node);
    }

    TlsFiles issue(ProcessIdentity identity) throws Exception {
        return authority.issue(identity, dialled.getHostString());
    }

    /** The files of a node that may pull. */
    TlsFiles shanghai() throws Exception {
        return issue(identity(LinkedLogs.FLEET, SHANGHAI, "full", 1));
    }

    <T extends AutoCloseable> T open(T resource) {
        open.push(resource);
        return resource;
    }

    LinkCalls calls(TlsFiles tls) throws Exception {
        return open(new LinkCalls(Map.of(PEER, dialled), tls, LinkedLogs.FLEET, LIMITS));
    }

    InMemoryQueue log() {
        return log;
    }

    Relay relay() {
        return relay;
    }

    LinkEndpoint endpoint() {
        return endpoint;
    }

    InetSocketAddress listening() {
        return listening;
    }

    InetSocketAddress dialled() {
        return dialled;
    }

    /** Closes what was opened, the newest first. */
    void closeOpened() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Override
    public void close() throws Exception {
        closeOpened();
        relay.close();
        stop();
    }
}
