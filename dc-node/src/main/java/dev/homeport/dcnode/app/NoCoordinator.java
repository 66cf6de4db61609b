package dev.homeport.dcnode.app;

import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.logic.account.AccountIds;
import dev.homeport.dcnode.logic.account.HandleClaims;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a site says about new accounts while it has no coordinator to get ids and handles from:
 * nothing is done, and everything else goes on. Stateless.
 */
final class NoCoordinator implements AccountIds, HandleClaims {

    private static final String WHY =
            "this site has no connection to the account id coordinator and registers nobody";
    private static final Duration RETRY = Duration.ofSeconds(30);

    @Override
    public CompletionStage<Offer> next(ShardSet among) {
        return CompletableFuture.completedFuture(new Offer.Unavailable(WHY, RETRY));
    }

    @Override
    public CompletionStage<Claim> reserve(
            Handle handle, AccountId candidate, Epoch epoch, RequestId request) {
        return CompletableFuture.completedFuture(new Claim.Unavailable(WHY, RETRY));
    }
}
