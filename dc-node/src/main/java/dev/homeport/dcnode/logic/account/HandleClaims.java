package dev.homeport.dcnode.logic.account;

import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Linearizable reservation of handles across all sites. Thread-safe. */
@FunctionalInterface
public interface HandleClaims {

    /** What became of a claim. */
    sealed interface Claim {

        /**
         * The handle is reserved for an account.
         *
         * @param account the account: the candidate, or the one for which the same request reserved
         *     the handle before
         */
        record Reserved(AccountId account) implements Claim {}

        /** Another request has the handle. */
        record Taken() implements Claim {}

        /**
         * It is not known whether the handle was reserved; the same request may ask again.
         *
         * @param detail why, in a sentence
         * @param retryAfter when to ask again
         */
        record Unavailable(String detail, Duration retryAfter) implements Claim {}
    }

    /**
     * Reserves a handle. A reservation never lapses by time alone.
     *
     * @param handle the handle
     * @param candidate the account that is to have it
     * @param epoch the epoch of the candidate's shard
     * @param request identity of the request, so that asking again gives the same account
     */
    CompletionStage<Claim> reserve(
            Handle handle, AccountId candidate, Epoch epoch, RequestId request);
}
