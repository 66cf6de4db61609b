package dev.homeport.quorumqueue.store;

import dev.homeport.vocabulary.FleetId;
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
 * @param members which nodes carry the log's replicas
 * @param log the log's own stream and its incarnation
 * @param node number of the replica in its group, from 1: in a site's log the node's own number
 * @param stores every replica of the log with the id of its store, this one's included
 */
public record StoreIdentity(
        FleetId fleet, LogGroup members, SiteLog log, int node, SortedMap<Integer, UUID> stores) {

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
        if (!stores.keySet().equals(members.members().keySet())
                || !log.equals(members.stream(log.incarnation()))) {
            throw new IllegalArgumentException(
                    "stores: " + stores.keySet() + " of " + log + " are not those of " + members);
        }
    }

    /** Makes the identity of a replica of a site's log. */
    public StoreIdentity(FleetId fleet, SiteLog log, int node, SortedMap<Integer, UUID> stores) {
        this(fleet, LogGroup.ofSite(log.site(), stores.keySet()), log, node, stores);
    }

    /**
     * The identity that a replica is formatted with when its fleet is made. It is a function of
     * fleet, group and replica alone, so that each process formats its own store. That a store is
     * formatted only then, and never after it was lost, is for whoever orders it to see to.
     *
     * @param fleet the new fleet
     * @param members which nodes carry the log's replicas
     * @param node number of the replica in the group
     */
    public static StoreIdentity genesis(FleetId fleet, LogGroup members, int node) {
        var stores = new TreeMap<Integer, UUID>();
        members.members()
                .forEach((number, name) ->
                        stores.put(
                                number,
                                named(
                                        "homeport store "
                                                + fleet
                                                + " "
                                                + members.name()
                                                + " "
                                                + name)));
        return new StoreIdentity(fleet, members, members.stream(1), node, stores);
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

    /** Id of this node's store. */
    public UUID store() {
        return Objects.requireNonNull(stores.get(node), "checked when it was made");
    }

    /** Id of the consensus group: a function of fleet, log and all the stores. */
    public UUID group() {
        var site = "homeport group " + fleet + " " + log + " " + stores;
        return named(members.isSiteLog() ? site : site + " " + members);
    }

    private static UUID named(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
