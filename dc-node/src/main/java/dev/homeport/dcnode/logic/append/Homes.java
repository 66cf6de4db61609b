package dev.homeport.dcnode.logic.append;

import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.Optional;

/**
 * Where the homes are: the routing table and this site's log together. Never blocks; thread-safe.
 */
public interface Homes {

    /** The home of a shard. */
    Home homeOf(ShardId shard);

    /** The shards whose home is {@link Home.Here}. */
    ShardSet openHere();

    /**
     * The home that a shard will have, while its home is still here but leaves as planned. By
     * default none ever leaves.
     */
    default Optional<Home.Elsewhere> nextHomeOf(ShardId shard) {
        return Optional.empty();
    }
}
