package dev.homeport.controlplane.move;

import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;

/**
 * A change of homes that has begun. How far it has come is not recorded: the sites' logs say it,
 * and a report of them is all that is needed to go on. Immutable and thread-safe.
 *
 * @param id its name
 * @param kind what it is for
 * @param site the site that is evacuated, comes back or is lost
 * @param transfers what goes where, 1 to {@value #MOST_TRANSFERS}; once it is taken back, the way
 *     back
 * @param tableVersion the table that began it, or that took it back
 * @param phase whether it goes on or is taken back
 * @param by who asked for it
 * @param reason why, in a sentence; once it is taken back, why that
 * @param beganMillis when, by the decider's wall clock, in milliseconds since 1970 UTC; for people
 * @param receipt what it may leave behind; of takeovers, and of nothing else
 */
public record Move(
        MoveId id,
        MoveKind kind,
        SiteId site,
        List<Transfer> transfers,
        long tableVersion,
        MovePhase phase,
        String by,
        String reason,
        long beganMillis,
        Optional<Receipt> receipt) {

    /** How many transfers a move has at most. */
    public static final int MOST_TRANSFERS = 64;

    /** How long a reason may be, in characters. */
    public static final int LONGEST_REASON = 512;

    /** How long the name of who asks may be, in characters. */
    public static final int LONGEST_NAME = 256;

    /**
     * Makes a move.
     *
     * @throws IllegalArgumentException if a bound is broken, or a shard goes two ways
     */
    public Move {
        transfers = List.copyOf(transfers);
        if (tableVersion < 1 || beganMillis < 0) {
            throw new IllegalArgumentException(
                    "move: table version "
                            + tableVersion
                            + " at "
                            + beganMillis
                            + " ms; versions begin with 1, and times are not negative");
        }
        if (receipt.isPresent() != (kind == MoveKind.TAKEOVER)) {
            throw new IllegalArgumentException(
                    "receipt: a takeover has one, and no other move has");
        }
        if (by.length() > LONGEST_NAME || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "move: who asks has at most "
                            + LONGEST_NAME
                            + " characters, why at most "
                            + LONGEST_REASON);
        }
        if (transfers.isEmpty() || transfers.size() > MOST_TRANSFERS) {
            throw new IllegalArgumentException(
                    "transfers: " + transfers.size() + "; a move has 1 to " + MOST_TRANSFERS);
        }
        var seen = ShardSet.none();
        for (var transfer : transfers) {
            if (seen.intersects(transfer.shards())) {
                throw new IllegalArgumentException(
                        "transfers: shards "
                                + seen.intersection(transfer.shards())
                                + " go two ways");
            }
            seen = seen.union(transfer.shards());
        }
    }

    /** A planned move, which leaves nothing behind. */
    public Move(
            MoveId id,
            MoveKind kind,
            SiteId site,
            List<Transfer> transfers,
            long tableVersion,
            MovePhase phase,
            String by,
            String reason,
            long beganMillis) {
        this(
                id,
                kind,
                site,
                transfers,
                tableVersion,
                phase,
                by,
                reason,
                beganMillis,
                Optional.empty());
    }

    /** All shards that change their home. */
    public ShardSet shards() {
        return transfers.stream().map(Transfer::shards).reduce(ShardSet.none(), ShardSet::union);
    }

    /** Tells whether a site gives or gets shards, or is the one that it is all about. */
    public boolean concerns(SiteId other) {
        return site.equals(other)
                || transfers.stream().anyMatch(t -> t.from().equals(other) || t.to().equals(other));
    }

    /** Tells whether a site gives shards away. */
    public boolean takesFrom(SiteId other) {
        return transfers.stream().anyMatch(t -> t.from().equals(other));
    }

    /** The same move, taken back; its reason is why, from then on. */
    public Move takenBack(List<Transfer> back, long newTableVersion, String why) {
        return new Move(
                id,
                kind,
                site,
                back,
                newTableVersion,
                MovePhase.ABORTING,
                by,
                why,
                beganMillis,
                receipt);
    }
}
