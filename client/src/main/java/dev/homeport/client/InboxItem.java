package dev.homeport.client;

import dev.homeport.vocabulary.AccountId;

/**
 * A message in an inbox. Immutable and thread-safe.
 *
 * @param key its place
 * @param messageId its id
 * @param from who sent it
 * @param text what it says
 * @param sentAtMillis when its home accepted it, in milliseconds since 1970 UTC
 */
public record InboxItem(
        SyncKey key, String messageId, AccountId from, String text, long sentAtMillis) {}
