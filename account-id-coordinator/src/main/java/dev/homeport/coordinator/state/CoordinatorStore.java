package dev.homeport.coordinator.state;

import dev.homeport.coordinator.claim.ClaimRecord;
import dev.homeport.coordinator.claim.ClaimView;
import dev.homeport.coordinator.grant.GrantSnapshot;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the coordinator's state: every claim, the ledger of grants, and up to which position of the
 * log they are applied. A position and its effects are written in one piece or not at all, so that
 * whoever applies the log again after a crash, from {@link #appliedPosition} on, does nothing
 * twice.
 *
 * <p>One thread writes; any may read. Every method may throw {@link StoreException}.
 */
public interface CoordinatorStore extends ClaimView, AutoCloseable {

    /** Up to which position of the log everything is applied; 0 in a new store. */
    long appliedPosition();

    /** The ledger of grants as it stands. */
    GrantSnapshot grants();

    /**
     * Replays the effects of the entry after {@link #appliedPosition}, and moves that on, in one
     * piece.
     *
     * @param position the entry's position
     * @param effects what it changes
     * @throws IllegalStateException if the position is not the next one
     */
    void apply(long position, Effects effects);

    /**
     * Names that are only reserved, of accounts of one shard, by account: for the new home that
     * releases those without an account once the receipt of a destroyed site is closed.
     *
     * @param shard the shard
     * @param after the account after which to go on; empty to begin
     * @param limit how many accounts to return at most
     */
    List<Reservation> reservations(ShardId shard, Optional<AccountId> after, int limit);

    /**
     * Makes everything applied so far survive a power cut. Without it a crash of the process loses
     * nothing, and a power cut some of the latest positions, which are then applied again.
     *
     * @return up to which position the store is durable: the log must be kept from there on
     */
    long makeDurable();

    /** Ends the use of the store. Idempotent. */
    @Override
    void close();

    /**
     * What one entry changes.
     *
     * @param claims the changes of the claims, in this order
     * @param grants the ledger afterwards, when it changes
     */
    record Effects(List<ClaimRecord> claims, Optional<GrantSnapshot> grants) {

        /** Makes effects. */
        public Effects {
            claims = List.copyOf(claims);
        }
    }
}
