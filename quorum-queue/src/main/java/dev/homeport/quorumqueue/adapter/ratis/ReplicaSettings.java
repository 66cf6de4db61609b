package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.batching.BatchLimits;
import dev.homeport.quorumqueue.store.LogGroup;
import dev.homeport.quorumqueue.store.StoreIdentity;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one replica of a log needs to know.
 *
 * @param folder its formatted folder
 * @param fleet the fleet that it belongs to
 * @param group which nodes carry the log's replicas
 * @param node number of the replica in the group: in a site's log that of its node
 * @param peers where each replica is dialled from here, this one's listener included
 * @param preferredLeaders which of them lead whenever they can: those where the appends begin,
 *     which then need no further hop and see at once what is committed. Fixed when the group first
 *     starts
 * @param tls the files of mutual TLS
 * @param capBytes how large the log may grow on disk, in bytes; the last {@link #RESERVE_BYTES} of
 *     them are for control entries alone
 * @param batching the batcher's bounds
 * @param timing the engine's clockwork
 */
public record ReplicaSettings(
        Path folder,
        FleetId fleet,
        LogGroup group,
        int node,
        Map<Integer, InetSocketAddress> peers,
        Set<Integer> preferredLeaders,
        TlsFiles tls,
        long capBytes,
        BatchLimits batching,
        Timing timing) {

    /** The part of the cap that only control entries may use, in bytes. */
    public static final long RESERVE_BYTES = 64L * 1024 * 1024;

    /** The usual cap, in bytes. */
    public static final long DEFAULT_CAP_BYTES = 8L * 1024 * 1024 * 1024;

    /** Free space in bytes on the folder's disk below which ordinary entries are refused. */
    public static final long MIN_FREE_BYTES = 128L * 1024 * 1024;

    /**
     * Makes settings.
     *
     * @throws IllegalArgumentException if the node or a preferred leader is not among the peers,
     *     they are not the group's, or the cap has no room
     */
    public ReplicaSettings {
        peers = Map.copyOf(peers);
        preferredLeaders = Set.copyOf(preferredLeaders);
        if (!peers.keySet().equals(group.members().keySet())) {
            throw new IllegalArgumentException(
                    "peers: " + peers.keySet() + " are not those of " + group);
        }
        if (!peers.containsKey(node)) {
            throw new IllegalArgumentException(
                    "node: " + node + " is not among the peers " + peers.keySet());
        }
        if (!peers.keySet().containsAll(preferredLeaders)) {
            throw new IllegalArgumentException(
                    "preferredLeaders: "
                            + preferredLeaders
                            + " are not all among the peers "
                            + peers.keySet());
        }
        if (capBytes < 2 * RESERVE_BYTES) {
            throw new IllegalArgumentException(
                    "capBytes: " + capBytes + "; a log's cap is at least " + 2 * RESERVE_BYTES);
        }
    }

    /** Makes the settings of a replica of a site's log. */
    public ReplicaSettings(
            Path folder,
            FleetId fleet,
            SiteId site,
            int node,
            Map<Integer, InetSocketAddress> peers,
            Set<Integer> preferredLeaders,
            TlsFiles tls,
            long capBytes,
            BatchLimits batching,
            Timing timing) {
        this(
                folder,
                fleet,
                LogGroup.ofSite(site, peers.keySet()),
                node,
                peers,
                preferredLeaders,
                tls,
                capBytes,
                batching,
                timing);
    }

    /**
     * The settings of a replica of a log of the whole fleet, with the usual bounds and the timing
     * for sites that are far apart.
     *
     * @param folder its formatted folder
     * @param fleet the fleet
     * @param name what the log is for, such as {@code coordinator}
     * @param self the node that carries this replica
     * @param peers where each node that carries one is dialled from here, this one's listener
     *     included
     * @param tls the files of mutual TLS
     * @throws IllegalArgumentException if this node is not among the peers
     */
    public static ReplicaSettings acrossSites(
            Path folder,
            FleetId fleet,
            String name,
            NodeName self,
            Map<NodeName, InetSocketAddress> peers,
            TlsFiles tls) {
        var group = LogGroup.acrossSites(name, peers.keySet());
        var numbered = new HashMap<Integer, InetSocketAddress>();
        group.members()
                .forEach((number, node) ->
                        numbered.put(number, Objects.requireNonNull(peers.get(node))));
        return new ReplicaSettings(
                folder,
                fleet,
                group,
                group.numberOf(self)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "peers: " + peers.keySet() + " have no " + self)),
                numbered,
                Set.of(),
                tls,
                DEFAULT_CAP_BYTES,
                BatchLimits.DEFAULT,
                Timing.ACROSS_SITES);
    }

    /** What the folder is formatted as when the fleet is made. */
    public StoreIdentity genesis() {
        return StoreIdentity.genesis(fleet, group, node);
    }
}
