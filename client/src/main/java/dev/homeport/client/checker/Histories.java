package dev.homeport.client.checker;

import java.util.List;
import java.util.Set;

/**
 * Everything that is judged. Times are nanoseconds of one clock of the machine that all clients ran
 * on. Immutable.
 *
 * @param accounts the accounts whose histories these are; messages of others are passed over
 * @param attempts what the clients sent, and what they were answered
 * @param receipts what was pushed to the clients, in the order in which it came to each
 * @param inboxes the inboxes, as each source showed them at the end
 * @param stored the messages, as each site's database held them at the end
 * @param openings which site opened a shard's epoch, as each site's database said it
 */
public record Histories(
        Set<Long> accounts,
        List<Attempt> attempts,
        List<Receipt> receipts,
        List<Inbox> inboxes,
        List<Stored> stored,
        List<Opening> openings) {

    /** A time that never came. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Makes histories. */
    public Histories {
        accounts = Set.copyOf(accounts);
        attempts = List.copyOf(attempts);
        receipts = List.copyOf(receipts);
        inboxes = List.copyOf(inboxes);
        stored = List.copyOf(stored);
        openings = List.copyOf(openings);
    }

    /**
     * A client's wish to send a message. One request id may be tried several times.
     *
     * @param sender who sent
     * @param requestId under which name
     * @param recipient to whom
     * @param text what
     * @param writtenNanos when it first went out, {@link #NEVER} if it did not
     * @param answeredNanos when the result was known
     * @param outcome the result
     */
    public record Attempt(
            long sender,
            String requestId,
            long recipient,
            String text,
            long writtenNanos,
            long answeredNanos,
            Outcome outcome) {}

    /** What a client was told of an attempt. */
    public sealed interface Outcome {

        /**
         * A message holds under the request id.
         *
         * @param messageId its id
         * @param taken whether it is the one of this attempt
         * @param first whether it was taken by this attempt, and by no earlier one; only then was
         *     the site that answered the one that took it
         * @param site the site that said so
         */
        record Acknowledged(String messageId, boolean taken, boolean first, String site)
                implements Outcome {}

        /**
         * It was not taken.
         *
         * @param code why
         */
        record Refused(String code) implements Outcome {}

        /** Nobody knows. */
        record Unknown() implements Outcome {}
    }

    /**
     * A message that was pushed to a client.
     *
     * @param account whose client
     * @param place the message and its place
     * @param receivedNanos when it came
     */
    public record Receipt(long account, Place place, long receivedNanos) {}

    /**
     * A message in an inbox.
     *
     * @param epoch epoch of its place
     * @param n number of its place
     * @param messageId its id
     * @param sender from whom
     * @param text what
     */
    public record Place(long epoch, long n, String messageId, long sender, String text) {}

    /**
     * An inbox as a source showed it.
     *
     * @param source which, such as {@code shanghai/api}
     * @param account whose
     * @param places what is in it, in the order in which it was shown
     */
    public record Inbox(String source, long account, List<Place> places) {

        /** Makes an inbox. */
        public Inbox {
            places = List.copyOf(places);
        }
    }

    /**
     * A message as a site's database holds it.
     *
     * @param site the site
     * @param messageId its id
     * @param sender from whom
     * @param recipient to whom
     * @param epoch at which epoch of the sender's shard it took effect
     * @param text what
     */
    public record Stored(
            String site, String messageId, long sender, long recipient, long epoch, String text) {}

    /**
     * An opening of a shard as a site's database holds it.
     *
     * @param shard the shard
     * @param epoch the epoch
     * @param site the site that opened it
     */
    public record Opening(int shard, long epoch, String site) {}
}
