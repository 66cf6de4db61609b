package dev.homeport.dcnode.entry;

import java.util.Arrays;

/**
 * The kinds of entry and their numbers on disk and on the wire. A number is never reused. A replica
 * that meets a number which it does not know stops before it applies the entry.
 */
public enum EntryType {
    /** Epochs are opened. */
    HOME_OPENED(16),
    /** Epochs are over. */
    HOME_CLOSED(17),
    /** A range of account numbers was granted. */
    GRANT_RECEIVED(18),
    /** A feature level is in force. */
    FEATURE_RAISED(19),
    /** A node takes account numbers out of what was granted. */
    BLOCK_TAKEN(20),
    /** A site tells what its view held of shards that it opened. */
    SHARDS_DIGESTED(24),
    /** The mirror of a lost site's stream is paused, stated or taken up again. */
    MIRROR_PAUSED(21),
    /** The claims of accounts that were registered here are settled. */
    CLAIMS_SETTLED(23),
    /** An account exists. */
    ACCOUNT_REGISTERED(32),
    /** A message was sent. */
    MESSAGE_SENT(48),
    /** A message took its place in an inbox. */
    MESSAGE_DELIVERED(49),
    /** What an earlier home alone had acknowledged takes effect after all. */
    ADOPTED(50);

    private final int number;

    EntryType(int number) {
        this.number = number;
    }

    /** Tells whether a number is the number of a type that this release knows. */
    public static boolean isKnown(int number) {
        return Arrays.stream(values()).anyMatch(type -> type.number == number);
    }

    /** The number on disk and on the wire. */
    public int number() {
        return number;
    }

    /** Tells whether entries of this type are about the site and not about one shard. */
    public boolean isControl() {
        return number < ACCOUNT_REGISTERED.number;
    }
}
