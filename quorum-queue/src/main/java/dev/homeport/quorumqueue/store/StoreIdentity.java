package dev.homeport.quorumqueue.store;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a replica's folder was formatted as. The identities of all replicas of a site's log are
 * minted together, and the consensus group's id is a function of all their store ids: a folder that
 * is formatted again later, alone, belongs to another group and can neither vote nor join.
 *
 * <p>Immutable and thread-safe.
 *
 * @param fleet the fleet
 * @param log the site's log and its incarnation
 * @param node number of the node in its site, from 1
 * @param stores every node of the site's log with the id of its store, this one's included
 */
public record StoreIdentity(FleetId fleet, SiteLog log, int node, SortedMap<Integer, UUID> stores) {

    /** How many replicas a log has at most. */
    public static final int MAX_REPLICAS = 9;

    /**
     * Makes an identity.
     *
     * @throws IllegalArgumentException if the node is not among the stores, or there are too many
     */
    public StoreIdentity {
        stores = Collections.unmodifiableSortedMap(new TreeMap<>(stores));
        if (!stores.containsKey(node)) {
            throw new IllegalArgumentException(
                    "node: " + node + " is not among the log's nodes " + stores.keySet());
        }
        if (stores.firstKey() < 1 || stores.size() > MAX_REPLICAS) {
            throw new IllegalArgumentException(
                    "nodes: "
                            + stores.keySet()
                            + "; a log has 1 to "
                            + MAX_REPLICAS
                            + " replicas, numbered from 1");
        }
    }

    /**
     * Mints the identities of all replicas of a new log.
     *
     * @param fleet the fleet
     * @param log the site's log and its incarnation
     * @param nodes the numbers of the nodes that carry a replica
     * @param ids gives a new id with every call
     * @return the identity of each node
     */
    public static Map<Integer, StoreIdentity> mint(
            FleetId fleet, SiteLog log, Collection<Integer> nodes, Supplier<UUID> ids) {
        var stores = new TreeMap<Integer, UUID>();
        nodes.forEach(node -> stores.put(node, ids.get()));
        var identities = new HashMap<Integer, StoreIdentity>();
        nodes.forEach(node -> identities.put(node, new StoreIdentity(fleet, log, node, stores)));
        return Map.copyOf(identities);
    }

    /** The site. */
    public SiteId site() {
        return log.site();
    }

    /** Id of this node's store. */
    public UUID store() {
        return Objects.requireNonNull(stores.get(node), "checked when it was made");
    }

    /** Id of the consensus group: a function of fleet, log and all the stores. */
    public UUID group() {
        var text = "homeport group " + fleet + " " + log + " " + stores;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
