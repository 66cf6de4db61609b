package dev.homeport.coordinator.allocation;

import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.Optional;

/**
 * Makes account ids: the permuted sequence number above the account's shard. Two different sequence
 * numbers never make the same id, whatever shards they get. Thread-safe.
 */
public final class AccountIds {

    private final SequencePermutation permutation;

    /**
     * @param permutation the fleet's permutation
     */
    public AccountIds(SequencePermutation permutation) {
        this.permutation = permutation;
    }

    /**
     * The id of a new account. Consecutive sequence numbers walk through the shards in turn, so
     * that accounts are spread evenly over them.
     *
     * @param sequence a sequence number that nobody has used
     * @param homed the shards that are homed at this site now
     * @return the id; empty for the one number of 2<sup>40</sup> that would make the id 0, which is
     *     none: take the next sequence number
     * @throws IllegalArgumentException if no shard is homed here, or the number is out of range
     */
    public Optional<AccountId> id(long sequence, ShardSet homed) {
        if (homed.isEmpty()) {
            throw new IllegalArgumentException(
                    "shards: none is homed at this site, so it can make no account; register at a"
                            + " site that is a home");
        }
        var permuted = permutation.permute(sequence);
        if (permuted == 0) {
            // Left out for every shard, so that whether a number is used depends on it alone.
            return Optional.empty();
        }
        var shard = homed.stream().skip(sequence % homed.size()).findFirst().orElseThrow();
        return Optional.of(new AccountId(permuted << ShardId.BITS | shard));
    }

    /** The sequence number that an id was made from. */
    public long sequenceOf(AccountId account) {
        return permutation.invert(account.value() >>> ShardId.BITS);
    }
}
