package dev.homeport.client.session;

import dev.homeport.vocabulary.AccountId;

/**
 * A message that a caller wants sent.
 *
 * @param ticket number by which the caller is told what became of it; never used twice
 * @param requestId the name of the request: the same one again means the same message
 * @param to the recipient
 * @param text what it says
 * @param deadlineNanos when the caller wants an answer at the latest
 */
public record Outgoing(
        long ticket, String requestId, AccountId to, String text, long deadlineNanos) {}
