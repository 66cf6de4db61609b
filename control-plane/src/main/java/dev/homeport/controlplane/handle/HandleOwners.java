package dev.homeport.controlplane.handle;

import dev.homeport.vocabulary.AccountId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Knows whom handles belong to. Implementations are thread-safe and do not block. */
@FunctionalInterface
public interface HandleOwners {

    /**
     * Whom a handle belongs to, as of now.
     *
     * @param handle as somebody typed it
     * @param deadline how long to look
     */
    CompletionStage<Found> find(String handle, Duration deadline);

    /** Owners for a process that cannot know. */
    static HandleOwners none() {
        return (handle, deadline) ->
                CompletableFuture.completedFuture(
                        new Found.Unavailable("this process has no voter of the coordinator"));
    }

    /** What comes of a search. Values are immutable and thread-safe. */
    sealed interface Found {

        /**
         * The owner.
         *
         * @param account the account; empty if the handle belongs to nobody
         */
        record Owner(Optional<AccountId> account) implements Found {}

        /**
         * It is no handle.
         *
         * @param why in a sentence with the mend
         */
        record Invalid(String why) implements Found {}

        /**
         * It cannot be told here and now.
         *
         * @param why in a sentence
         */
        record Unavailable(String why) implements Found {}
    }
}
