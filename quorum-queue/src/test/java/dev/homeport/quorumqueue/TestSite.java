package dev.homeport.quorumqueue;

import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.adapter.ratis.ReplicaSettings;
import dev.homeport.quorumqueue.adapter.ratis.Timing;
import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.quorumqueue.batching.BatchLimits;
import dev.homeport.quorumqueue.store.StoreIdentity;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A site of three log nodes under one folder: formatted stores, certificates, addresses.
 *
 * @param root the folder
 * @param number tells sites of one test run apart: their addresses are 127.41.NUMBER.NODE
 * @param identities each node's store
 * @param certificates the authority that signs the nodes' certificates
 */
public record TestSite(
        Path root,
        int number,
        Map<Integer, StoreIdentity> identities,
        TestCertificates certificates) {

    /** The site's own stream. */
    public static final SiteLog SHANGHAI = new SiteLog(new SiteId("shanghai"), 1);

    /** Another site's stream. */
    public static final SiteLog CANADA = new SiteLog(new SiteId("canada"), 1);

    /** The log's nodes. */
    public static final List<Integer> NODES = List.of(1, 2, 3);

    private static final int PORT = 21_000;

    /** Formats three stores in an empty folder. */
    public static TestSite format(Path root, int number) throws IOException, StartException {
        return format(root, number, NODES);
    }

    /** Formats stores for some nodes in an empty folder. */
    public static TestSite format(Path root, int number, List<Integer> nodes)
            throws IOException, StartException {
        var fleet = new FleetId(UUID.randomUUID());
        var identities = StoreIdentity.mint(fleet, SHANGHAI, nodes, UUID::randomUUID);
        var certificates = TestCertificates.makeIn(root.resolve("tls"));
        var site = new TestSite(root, number, identities, certificates);
        for (var node : nodes) {
            StoreFolder.format(site.store(node), Objects.requireNonNull(identities.get(node)));
            certificates.issue(
                    "node-" + node,
                    "homeport://" + fleet + "/shanghai/log/" + node,
                    site.host(node));
        }
        return site;
    }

    /** The fleet. */
    public FleetId fleet() {
        return identities.values().iterator().next().fleet();
    }

    /** A node's store. */
    public Path store(int node) {
        return root.resolve("node-" + node);
    }

    /** A node's address. */
    public String host(int node) {
        return "127.41." + number + "." + node;
    }

    /** Where each node listens. */
    public Map<Integer, InetSocketAddress> peers() {
        var peers = new TreeMap<Integer, InetSocketAddress>();
        identities
                .keySet()
                .forEach(node -> peers.put(node, new InetSocketAddress(host(node), PORT)));
        return peers;
    }

    /** A node's TLS files. */
    public TlsFiles tls(int node) {
        return new TlsFiles(
                certificates.key("node-" + node),
                certificates.certificate("node-" + node),
                certificates.authority());
    }

    /** A node's settings. */
    public ReplicaSettings settings(int node) {
        return settings(node, ReplicaSettings.DEFAULT_CAP_BYTES);
    }

    /** A node's settings in a site whose log is to be led by some of the nodes. */
    public ReplicaSettings settings(int node, Set<Integer> preferredLeaders) {
        return settings(node, preferredLeaders, ReplicaSettings.DEFAULT_CAP_BYTES);
    }

    /** A node's settings with a cap of their own. */
    public ReplicaSettings settings(int node, long capBytes) {
        return settings(node, Set.of(), capBytes);
    }

    private ReplicaSettings settings(int node, Set<Integer> preferredLeaders, long capBytes) {
        return new ReplicaSettings(
                store(node),
                fleet(),
                SHANGHAI.site(),
                node,
                peers(),
                preferredLeaders,
                tls(node),
                capBytes,
                BatchLimits.DEFAULT,
                Timing.SITE);
    }

    /** A node's settings in the form of a properties file. */
    public String properties(int node) {
        var peers = new StringBuilder();
        peers().forEach((peer, address) ->
                peers.append(peers.isEmpty() ? "" : ",")
                        .append(peer)
                        .append('=')
                        .append(address.getHostString())
                        .append(':')
                        .append(address.getPort()));
        return """
        store.folder=%s
        fleet=%s
        site=shanghai
        node=%d
        peers=%s
        tls.key=%s
        tls.certificate=%s
        tls.authority=%s
        """
                .formatted(
                        store(node),
                        fleet(),
                        node,
                        peers,
                        tls(node).privateKey(),
                        tls(node).certificate(),
                        tls(node).authority());
    }
}
