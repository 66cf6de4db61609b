package dev.homeport.dcnode.home.lease;

import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.Map;

/**
 * A holder's ask for a lease, or its word that one has ended. One message serves both, so that a
 * witness can order everything a holder says by one number.
 *
 * @param holder who asks
 * @param sequence number of the ask, growing within the holder; a witness passes over late ones
 * @param table the table that the holder asks at
 * @param wanted the shards asked for; none when the holder only gives back
 * @param givenUp the holder's word that nothing granted to it earlier counts for these shards
 * @param lowered the holder's word that nothing granted to it earlier counts for longer than a
 *     grant of this ask would
 * @param floor the committed end of the site's own stream
 * @param heard the last store number that the holder has seen of each witness
 */
public record LeaseAsk(
        HolderId holder,
        long sequence,
        RoutingTable table,
        ShardSet wanted,
        ShardSet givenUp,
        boolean lowered,
        LogMark floor,
        Map<SiteId, StoreNumber> heard) {

    /** Makes an ask. */
    public LeaseAsk {
        heard = Map.copyOf(heard);
    }
}
