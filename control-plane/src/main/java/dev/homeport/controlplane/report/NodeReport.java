package dev.homeport.controlplane.report;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where one node sees its site. Immutable and thread-safe.
 *
 * @param site its site
 * @param node its number there
 * @param leading whether it leads the site's log
 * @param full whether it has a view
 * @param tableVersion the newest table that it knows
 * @param open the site's own homes by their open epoch, as far as this node has judged
 * @param next shards by the lowest epoch that the site's log may still open, as far as this node
 *     has judged
 * @param leased what the lease in hand covers; of the leading node only
 * @param streams where each stream ends in its part of the log
 * @param applied how far the view has applied each stream; of full nodes only
 * @param links of the node that has the links only
 * @param viewLagEntries how many entries of the log the view has not applied
 * @param viewLagMillis for how long it has been behind, in milliseconds
 * @param viewTrouble why the view does not go on
 * @param logRoomBytes how much may be appended before ordinary entries are refused, in bytes
 * @param healing how far the site has put right what takeovers left; of full nodes only
 */
public record NodeReport(
        SiteId site,
        int node,
        boolean leading,
        boolean full,
        long tableVersion,
        Map<Epoch, ShardSet> open,
        Map<Epoch, ShardSet> next,
        ShardSet leased,
        Map<SiteLog, Long> streams,
        Map<SiteLog, Long> applied,
        List<LinkView> links,
        long viewLagEntries,
        long viewLagMillis,
        Optional<String> viewTrouble,
        long logRoomBytes,
        Optional<Healing> healing) {

    /** Makes a report. */
    public NodeReport {
        open = Map.copyOf(open);
        next = Map.copyOf(next);
        streams = Map.copyOf(streams);
        applied = Map.copyOf(applied);
        links = List.copyOf(links);
    }

    /**
     * Shards by the epoch below which everything is over in the site's log: what is open is not,
     * and what is closed ended below the epoch that may be opened next.
     */
    Map<Epoch, ShardSet> over() {
        var over = new TreeMap<>(open);
        var opened = open.values().stream().reduce(ShardSet.none(), ShardSet::union);
        next.forEach((epoch, shards) -> over.merge(epoch, shards.minus(opened), ShardSet::union));
        return over;
    }
}
