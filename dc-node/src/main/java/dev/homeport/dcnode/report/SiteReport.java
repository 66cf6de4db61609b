package dev.homeport.dcnode.report;

import dev.homeport.dcnode.home.adoption.OrphanAccount;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.view.ViewStatus;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a site's homes, log, links and view stand, as one of its nodes sees it. What is said to be
 * open is committed; what is not may only not have come to this node yet. Immutable and
 * thread-safe.
 *
 * @param own the site's stream
 * @param node the number of the node that says so
 * @param leading whether it leads the site's log
 * @param tableVersion version of the newest table that it knows
 * @param open the site's own homes: shards by the epoch at which its stream has them open
 * @param next all shards by the lowest epoch that its stream may still open
 * @param leased the shards that the lease in hand covers at that table; none if it does not lead
 * @param streams where each stream ends in its part of the log
 * @param logRoomBytes how much may be appended before ordinary entries are refused, in bytes
 * @param full what only a full node knows; empty for others
 */
public record SiteReport(
        SiteLog own,
        int node,
        boolean leading,
        long tableVersion,
        SortedMap<Epoch, ShardSet> open,
        SortedMap<Epoch, ShardSet> next,
        ShardSet leased,
        SortedMap<SiteLog, Long> streams,
        long logRoomBytes,
        Optional<Full> full) {

    /** Makes a report. */
    public SiteReport {
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
        streams = Collections.unmodifiableSortedMap(new TreeMap<>(streams));
    }

    /**
     * What only a full node knows.
     *
     * @param applied the last offset of each stream that the view has applied
     * @param view how the view stands to the log
     * @param links how each link is doing
     * @param adoption what no home had inherited, and what became of it
     * @param searched the last offset of each stream that has been searched for that
     */
    public record Full(
            SortedMap<SiteLog, Long> applied,
            ViewStatus view,
            List<LinkStatus> links,
            OrphanAccount.Account adoption,
            SortedMap<SiteLog, Long> searched) {

        /** Makes that part of a report. */
        public Full {
            applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
            links = List.copyOf(links);
            searched = Collections.unmodifiableSortedMap(new TreeMap<>(searched));
        }
    }
}
