package dev.homeport.dcnode.logic.account;

import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardSet;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Hands out account ids from the ranges that the coordinator granted to this site. Thread-safe. */
@FunctionalInterface
public interface AccountIds {

    /** An id that was never handed out before, or why there is none. */
    sealed interface Offer {

        /**
         * An id, used up from here on whatever becomes of it.
         *
         * @param account the id
         */
        record Offered(AccountId account) implements Offer {}

        /**
         * There is none now.
         *
         * @param detail why, in a sentence
         * @param retryAfter when to ask again
         */
        record Unavailable(String detail, Duration retryAfter) implements Offer {}
    }

    /**
     * Takes the next id.
     *
     * @param among the shards that it may belong to, at least one
     */
    CompletionStage<Offer> next(ShardSet among);
}
