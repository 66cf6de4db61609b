package dev.homeport.controlplane.app;

import dev.homeport.controlplane.handle.HandleOwners;
import dev.homeport.coordinator.app.CoordinatorNode;
import dev.homeport.coordinator.handle.ClaimHash;
import dev.homeport.coordinator.handle.Handle;
import dev.homeport.coordinator.handle.HandleForm;
import dev.homeport.coordinator.voter.Answer;
import dev.homeport.vocabulary.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Looks handles up at the voter in the same process, under every claim secret in use. Only the
 * voter that leads can tell; the others say so. Thread-safe.
 */
final class CoordinatorHandles implements HandleOwners {

    private final HandleForm form = new HandleForm();
    private final CoordinatorNode voter;
    private final List<ClaimHash> hashes;

    /**
     * Makes the look-up.
     *
     * @param voter who is asked
     * @param hashes one for each version of the fleet's claim secret in use
     */
    CoordinatorHandles(CoordinatorNode voter, List<ClaimHash> hashes) {
        this.voter = voter;
        this.hashes = List.copyOf(hashes);
    }

    @Override
    public CompletionStage<Found> find(String handle, Duration deadline) {
        Handle read;
        try {
            read = form.read(handle);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(
                    new Found.Invalid(String.valueOf(e.getMessage())));
        }
        CompletionStage<Found> found =
                CompletableFuture.completedFuture(new Found.Owner(Optional.empty()));
        for (var hash : hashes) {
            found =
                    found.thenCompose(before ->
                            before.equals(new Found.Owner(Optional.empty()))
                                    ? voter.resolve(hash.key(read), deadline)
                                            .thenApply(CoordinatorHandles::found)
                                    : CompletableFuture.completedFuture(before));
        }
        return found;
    }

    private static Found found(Answer<Optional<AccountId>> answer) {
        return switch (answer) {
            case Answer.Answered<Optional<AccountId>>(var account) -> new Found.Owner(account);
            case Answer.NotDone<Optional<AccountId>>(_, var detail, _) ->
                    new Found.Unavailable(detail);
            case Answer.Unknown<Optional<AccountId>>(var reason) -> new Found.Unavailable(reason);
        };
    }
}
