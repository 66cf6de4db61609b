package dev.homeport.simulation.move;

/** A rule by which what a takeover left is put right. */
public enum HealingRule {
    /**
     * The home of a shard adopts what an earlier one alone had acknowledged. Without it that is
     * lost, though it is there.
     */
    ADOPTS,

    /**
     * A site that was taken over gets its shards back once all that it had acknowledged is adopted
     * and its view holds nothing else. Without it its homes open with entries missing.
     */
    ADOPTION_BEFORE_FAIL_BACK,

    /**
     * A client that has seen more than the new home inherited is told so, and drops it. Without it
     * the client never gets what stands at those places now.
     */
    ROLLS_BACK_KEYS,

    /**
     * A view that shows what the new home has not inherited builds the shard again. Without it the
     * site goes on to show other contents.
     */
    RESEEDS
}
