package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.batching.BatchLimits;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * What one replica of a site's log needs to know.
 *
 * @param folder its formatted folder
 * @param fleet the fleet that it belongs to
 * @param site the site that it belongs to
 * @param node number of its node in the site
 * @param peers where each of the log's nodes is dialled from here, this one's listener included
 * @param tls the files of mutual TLS
 * @param capBytes how large the log may grow on disk, in bytes; the last {@link #RESERVE_BYTES} of
 *     them are for control entries alone
 * @param batching the batcher's bounds
 * @param timing the engine's clockwork
 */
public record ReplicaSettings(
        Path folder,
        FleetId fleet,
        SiteId site,
        int node,
        Map<Integer, InetSocketAddress> peers,
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
     * @throws IllegalArgumentException if the node is not among the peers or the cap has no room
     */
    public ReplicaSettings {
        peers = Map.copyOf(peers);
        if (!peers.containsKey(node)) {
            throw new IllegalArgumentException(
                    "node: " + node + " is not among the peers " + peers.keySet());
        }
        if (capBytes < 2 * RESERVE_BYTES) {
            throw new IllegalArgumentException(
                    "capBytes: " + capBytes + "; a log's cap is at least " + 2 * RESERVE_BYTES);
        }
    }
}
