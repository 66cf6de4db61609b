package dev.homeport.dcnode.ids;

import dev.homeport.coordinator.claim.ClaimCommand;
import dev.homeport.coordinator.claim.ClaimOutcome;
import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.logic.account.HandleClaims;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * Handles reserved at the coordinator. At most {@value #MOST_UNDER_WAY} reservations are under way
 * at a time; further ones are told to come again. Thread-safe.
 */
public final class ClaimedHandles implements HandleClaims {

    /** How many reservations may be under way at a time. */
    public static final int MOST_UNDER_WAY = 256;

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** No entry of the account's exists yet, so this comes before every operation that has one. */
    private static final long BEFORE_ITS_ENTRIES = 1;

    private final Coordinator coordinator;
    private final HandleKeys keys;
    private final Semaphore room = new Semaphore(MOST_UNDER_WAY);

    /**
     * Makes the claims of a site.
     *
     * @param coordinator holds them
     * @param keys what stands for a handle there
     */
    public ClaimedHandles(Coordinator coordinator, HandleKeys keys) {
        this.coordinator = coordinator;
        this.keys = keys;
    }

    @Override
    public CompletionStage<Claim> reserve(
            Handle handle, AccountId candidate, Epoch epoch, RequestId request) {
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(
                    new Claim.Unavailable(
                            "this node has " + MOST_UNDER_WAY + " claims under way", RETRY));
        }
        var reserve =
                new ClaimCommand.Reserve(
                        candidate,
                        new OperationStamp(epoch, BEFORE_ITS_ENTRIES, 0),
                        keys.of(handle),
                        DerivedId.ofClaim(request).toString());
        return coordinator
                .claim(reserve, DEADLINE)
                .whenComplete((_, _) -> room.release())
                .thenApply(answer -> claim(candidate, answer));
    }

    private static Claim claim(AccountId candidate, VoterAnswer<Voter.Claimed> answer) {
        return switch (answer) {
            case VoterAnswer.Answered<Voter.Claimed>(var claimed) ->
                    switch (claimed.outcome()) {
                        case RESERVED, CONFIRMED ->
                                new Claim.Reserved(claimed.holder().orElse(candidate));
                        case TAKEN -> new Claim.Taken();
                        case RELEASED, NOT_RESERVED -> contradiction(claimed.outcome());
                    };
            case VoterAnswer.NotDone<Voter.Claimed>(var _, var detail, var _, var retryAfter) ->
                    new Claim.Unavailable(detail, retryAfter.isZero() ? RETRY : retryAfter);
            case VoterAnswer.Unknown<Voter.Claimed>(var reason) ->
                    new Claim.Unavailable(reason, RETRY);
        };
    }

    private static Claim contradiction(ClaimOutcome outcome) {
        return new Claim.Unavailable(
                "the coordinator answers " + outcome + " to a reservation; start equal releases",
                RETRY);
    }
}
