package dev.homeport.coordinator.app;

import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * What one node of the coordinator needs to know. Immutable and thread-safe.
 *
 * @param folder what it keeps; its own, shared with nobody
 * @param fleet the fleet
 * @param self the node that it runs on
 * @param raftPeers where each voter's consensus port is dialled from here, this one's listener
 *     included
 * @param listen where grants and claims are asked for
 * @param witnesses where each site's witness is dialled from here
 * @param tls the process's key, certificate and authority; the certificate names the role {@code
 *     coordinator}, alone or among others
 */
public record CoordinatorSettings(
        Path folder,
        FleetId fleet,
        NodeName self,
        Map<NodeName, InetSocketAddress> raftPeers,
        InetSocketAddress listen,
        Map<SiteId, InetSocketAddress> witnesses,
        TlsFiles tls) {

    /** The coordinator's role in certificates, and the name of its log. */
    public static final String ROLE = "coordinator";

    /**
     * Makes settings.
     *
     * @throws IllegalArgumentException if this node is not among the peers or there is no witness
     */
    public CoordinatorSettings {
        raftPeers = Map.copyOf(raftPeers);
        witnesses = Map.copyOf(witnesses);
        if (!raftPeers.containsKey(self)) {
            throw new IllegalArgumentException(
                    "raftPeers: " + raftPeers.keySet() + " have no " + self);
        }
        if (witnesses.isEmpty()) {
            throw new IllegalArgumentException(
                    "witnesses: there is none; grants need a majority of them");
        }
    }
}
