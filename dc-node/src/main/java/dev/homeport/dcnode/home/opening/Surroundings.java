package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;

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
}
