package dev.homeport.dcnode.home.holder;

import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;

/**
 * An ask that may still be answered.
 *
 * @param sent both clocks when it was sent
 * @param table the table that it stood on
 * @param wanted the shards that an answer may still count for
 * @param floor the floor that it stated
 * @param word what the holder gave its word of in it
 * @param limitNanos monotonic time past which no answer to it counts, because the holder has
 *     lowered its expiry since
 */
record SentAsk(
        ClockReading sent,
        RoutingTable table,
        ShardSet wanted,
        long floor,
        Word word,
        long limitNanos) {

    /** What a holder gives its word of. */
    enum Word {
        /** Nothing. */
        NONE,
        /** It has lowered its expiry. */
        LOWERED,
        /** It counts nothing that was granted to it any more. */
        RETURNED
    }

    static SentAsk of(
            ClockReading sent, RoutingTable table, ShardSet wanted, long floor, Word word) {
        return new SentAsk(sent, table, wanted, floor, word, Long.MAX_VALUE);
    }

    SentAsk without(ShardSet givenUp) {
        return new SentAsk(sent, table, wanted.minus(givenUp), floor, word, limitNanos);
    }

    SentAsk until(long newLimitNanos) {
        return new SentAsk(sent, table, wanted, floor, word, Math.min(limitNanos, newLimitNanos));
    }
}
