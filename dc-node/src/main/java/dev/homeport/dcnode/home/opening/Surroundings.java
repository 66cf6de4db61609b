package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import java.util.Set;

/** What an opening decision needs to know of the world around the site's own log. */
public interface Surroundings {

    /**
     * The shards of a set of which a site has closed everything below an epoch, as far as its
     * stream has been applied here. The site may be this one.
     */
    ShardSet closedBy(SiteId site, ShardSet shards, Epoch below);

    /** The shards for which this node holds the lease now, at the epochs that a table gives. */
    ShardSet leased(RoutingTable table);

    /**
     * The shards of a set by the latest opening of them that has been applied here, of any site.
     */
    Map<Epoch, ShardSet> byLatestOpening(ShardSet shards);

    /** Per stream, this site's own included, how far its entries have been applied here. */
    Map<SiteLog, Long> appliedVector();

    /**
     * The pauses of a lost site's mirrors that are known here, by the site that says it of its log,
     * this one included.
     *
     * @param version those that are said because of an older table are left out
     */
    Map<SiteId, Pause> pausedAt(SiteId lost, long version);

    /** The lost sites whose mirrors are paused in this log. */
    Set<SiteId> paused();

    /** Where the mirror of a site's latest life ends in this log; offset 0 when there is none. */
    MirrorMark mirrorEnd(SiteId site);

    /** The other sites that have logs, and so mirrors. */
    Set<SiteId> others();

    /** Those of them that have not been heard for so long that they are not waited for. */
    Set<SiteId> unreachable();

    /**
     * By the other sites whose streams stand still here, because the opening that comes next in one
     * needs more of a third site's stream than is here: how much of it. Whoever ships such an
     * opening has that much.
     */
    Map<SiteId, MirrorMark> heldBack();

    /**
     * Tells whether clients have had the time to connect to the homes that leave this site as
     * planned; asked only while some do.
     */
    boolean isNoticeOver();

    /**
     * A place in a mirror.
     *
     * @param stream the mirrored stream
     * @param offset the offset, from 0
     */
    record MirrorMark(SiteLog stream, long offset) {}
}
