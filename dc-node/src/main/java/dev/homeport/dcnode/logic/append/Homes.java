package dev.homeport.dcnode.logic.append;

import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;

/**
 * Where the homes are: the routing table and this site's log together. Never blocks; thread-safe.
 */
public interface Homes {

    /** The home of a shard. */
    Home homeOf(ShardId shard);

    /** The shards whose home is {@link Home.Here}. */
    ShardSet openHere();
}
