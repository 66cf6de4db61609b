package dev.homeport.coordinator.claim;

import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ErrorCode;

/** What the claims answer. */
public sealed interface ClaimReply {

    /**
     * The operation was carried out, or had been.
     *
     * @param outcome what became of it
     * @param repeated whether this very operation was answered before
     */
    record Done(ClaimOutcome outcome, boolean repeated) implements ClaimReply {}

    /**
     * Nothing was done: the very request that asks has the name for another account already.
     *
     * @param holder that account
     */
    record Held(AccountId holder) implements ClaimReply {}

    /** The command that is no account's operation was carried out. */
    record Accepted() implements ClaimReply {}

    /**
     * Nothing was done.
     *
     * @param code why, in one word
     * @param detail why, in a sentence that names the value and the mend
     */
    record Refused(ErrorCode code, String detail) implements ClaimReply {}
}
