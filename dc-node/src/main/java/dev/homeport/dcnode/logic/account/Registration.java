package dev.homeport.dcnode.logic.account;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact.AccountRegistered;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.logic.account.AccountIds.Offer.Offered;
import dev.homeport.dcnode.logic.account.HandleClaims.Claim.Reserved;
import dev.homeport.dcnode.logic.account.HandleClaims.Claim.Taken;
import dev.homeport.dcnode.logic.append.AppendOutcome;
import dev.homeport.dcnode.logic.append.FactAppender;
import dev.homeport.dcnode.logic.append.Home;
import dev.homeport.dcnode.logic.append.Homes;
import dev.homeport.dcnode.logic.append.Refusal;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Registers accounts at this site: an id from a granted range, the handle claimed, and only then
 * the entry. A step that cannot be done leaves at most an unused id and a reservation that the same
 * request takes up again. Thread-safe.
 */
public final class Registration {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Homes homes;
    private final AccountIds ids;
    private final HandleClaims claims;
    private final FactAppender appender;

    /** Makes the service. */
    public Registration(Homes homes, AccountIds ids, HandleClaims claims, FactAppender appender) {
        this.homes = homes;
        this.ids = ids;
        this.claims = claims;
        this.appender = appender;
    }

    /** What became of a registration. */
    public sealed interface Result {

        /**
         * The account exists.
         *
         * @param account its id
         * @param handle its handle
         * @param repeated whether the same request had registered it before
         */
        record Registered(AccountId account, Handle handle, boolean repeated) implements Result {}

        /**
         * It does not exist, or it is not known whether it does.
         *
         * @param refusal why
         */
        record Refused(Refusal refusal) implements Result {}
    }

    /**
     * Registers an account.
     *
     * @param request identity of the request: asked again for the same handle, it gives the same
     *     account
     * @param handle the handle
     */
    public CompletionStage<Result> register(RequestId request, Handle handle) {
        var open = homes.openHere();
        if (open.isEmpty()) {
            return refused(
                    Refusal.later(
                            ErrorCode.UNAVAILABLE,
                            "no shard is open at this site; register at another site",
                            RETRY));
        }
        return ids.next(open)
                .thenCompose(offer ->
                        switch (offer) {
                            case AccountIds.Offer.Unavailable(var detail, var after) ->
                                    unavailable(detail, after);
                            case Offered(var account) -> claim(request, handle, account);
                        });
    }

    private CompletionStage<Result> claim(RequestId request, Handle handle, AccountId candidate) {
        if (!(homes.homeOf(candidate.shard()) instanceof Home.Here(var epoch))) {
            return unavailable("the shard of the new account has just been closed here", RETRY);
        }
        return claims.reserve(handle, candidate, epoch, request)
                .thenCompose(claim ->
                        switch (claim) {
                            case Taken _ ->
                                    refused(
                                            Refusal.of(
                                                    ErrorCode.CONFLICT,
                                                    "handle: \""
                                                            + handle
                                                            + "\" belongs to another"
                                                            + " account; choose another"));
                            case HandleClaims.Claim.Unavailable(var detail, var after) ->
                                    unavailable(detail, after);
                            case Reserved(var account) -> append(account, handle);
                        });
    }

    private CompletionStage<Result> append(AccountId account, Handle handle) {
        return appender.append(
                        DerivedId.ofRegistration(account),
                        Optional.empty(),
                        new AccountRegistered(account, handle))
                .thenApply(outcome ->
                        switch (outcome) {
                            case AppendOutcome.Acknowledged _ ->
                                    new Result.Registered(account, handle, false);
                            case AppendOutcome.Repeated _ ->
                                    new Result.Registered(account, handle, true);
                            case AppendOutcome.Refused(var refusal) -> new Result.Refused(refusal);
                        });
    }

    private static CompletionStage<Result> unavailable(String detail, Duration retryAfter) {
        return refused(Refusal.later(ErrorCode.UNAVAILABLE, detail, retryAfter));
    }

    private static CompletionStage<Result> refused(Refusal refusal) {
        return CompletableFuture.completedFuture(new Result.Refused(refusal));
    }
}
