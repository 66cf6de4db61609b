package dev.homeport.dcnode.link.pull;

import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a {@link Puller} is made with: the beginning of its journal. Immutable.
 *
 * @param self the site that pulls
 * @param peers the nodes of every other site, in the order in which they are tried; each site is an
 *     origin
 * @param seed of the jitter
 * @param settings bounds
 */
public record PullOrigin(
        SiteId self, SortedMap<SiteId, List<Integer>> peers, long seed, PullSettings settings) {

    /**
     * Makes an origin.
     *
     * @throws IllegalArgumentException if a site has no nodes or is the one that pulls
     */
    public PullOrigin {
        var copy = new TreeMap<SiteId, List<Integer>>();
        peers.forEach((site, nodes) -> copy.put(site, List.copyOf(nodes)));
        peers = Collections.unmodifiableSortedMap(copy);
        if (peers.containsKey(self)) {
            throw new IllegalArgumentException("peers: " + self + " does not pull from itself");
        }
        peers.forEach((site, nodes) -> {
            if (nodes.isEmpty()) {
                throw new IllegalArgumentException("peers: " + site + " has no nodes");
            }
        });
    }

    /**
     * An origin with the usual settings.
     *
     * @param nodes every node that can be dialled; those of the site itself are left out
     */
    public static PullOrigin usual(SiteId self, Collection<NodeName> nodes, long seed) {
        var peers = new TreeMap<SiteId, List<Integer>>();
        for (var node : new TreeSet<>(nodes)) {
            if (!node.site().equals(self)) {
                peers.computeIfAbsent(node.site(), _ -> new ArrayList<>()).add(node.node());
            }
        }
        return new PullOrigin(self, peers, seed, PullSettings.USUAL);
    }
}
