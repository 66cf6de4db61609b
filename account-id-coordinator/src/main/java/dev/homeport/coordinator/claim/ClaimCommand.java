package dev.homeport.coordinator.claim;

import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardSet;
import java.util.Collection;
import java.util.List;

/** What may be asked of the claims. */
public sealed interface ClaimCommand {

    /** The most ticks that a quarantine or a rotation lasts. */
    long MAX_TICKS = Integer.MAX_VALUE;

    /**
     * An operation of an account's home on one name, which is given under every key version in use.
     */
    sealed interface Operation extends ClaimCommand {

        /** Whose claim it is. */
        AccountId account();

        /** Which entry of the home's log caused it. */
        OperationStamp stamp();

        /** The name's keys, one of each version in use, ascending. */
        List<ClaimKey> keys();
    }

    /**
     * Holds a name for an account. Repeated for an account that holds it already it changes
     * nothing, but adds the keys that are missing: so a home claims again while the key rotates.
     *
     * @param account whose claim it is
     * @param stamp which entry of the home's log caused it
     * @param keys the name's keys
     * @param request what stands for the request that wants the name, {@value #REQUEST_DIGITS}
     *     hexadecimal digits: its repeat with another account is told the account that has the name
     *     already; empty when there is no such request
     */
    record Reserve(AccountId account, OperationStamp stamp, List<ClaimKey> keys, String request)
            implements Operation {

        /** How many digits stand for a request. */
        public static final int REQUEST_DIGITS = 32;

        /** Makes a reservation. */
        public Reserve {
            keys = ordered(keys);
            if (!request.isEmpty()
                    && (request.length() != REQUEST_DIGITS
                            || !request.chars().allMatch(ClaimCommand::isHexDigit))) {
                throw new IllegalArgumentException(
                        "request: has "
                                + request.length()
                                + " characters; use "
                                + REQUEST_DIGITS
                                + " lower-case hexadecimal digits, or none");
            }
        }

        /** Makes a reservation that no request stands behind. */
        public Reserve(AccountId account, OperationStamp stamp, List<ClaimKey> keys) {
            this(account, stamp, keys, "");
        }
    }

    /**
     * Makes the account that a name is held for its owner.
     *
     * @param account whose claim it is
     * @param stamp which entry of the home's log caused it
     * @param keys the name's keys
     */
    record Confirm(AccountId account, OperationStamp stamp, List<ClaimKey> keys)
            implements Operation {

        /** Makes a confirmation. */
        public Confirm {
            keys = ordered(keys);
        }
    }

    /**
     * Gives a name up. One that was only reserved is free at once, one that was owned after its
     * quarantine.
     *
     * @param account whose claim it is
     * @param stamp which entry of the home's log caused it
     * @param keys the name's keys
     * @param quarantineTicks how many ticks nobody else gets it, 0 to {@link #MAX_TICKS}
     */
    record Release(
            AccountId account, OperationStamp stamp, List<ClaimKey> keys, long quarantineTicks)
            implements Operation {

        /** Makes a release. */
        public Release {
            keys = ordered(keys);
            requireTicks("quarantineTicks", quarantineTicks);
        }
    }

    /** Lets the coordinator's own count of time go on by one; the only clock that claims know. */
    record Tick() implements ClaimCommand {}

    /**
     * Begins to change the secret under which names are hashed: from now on every operation carries
     * the name's keys of both versions.
     *
     * @param toVersion the new version, higher than the present one
     * @param leastTicks how many ticks it must last at least: no shorter than the quarantine
     */
    record BeginRotation(int toVersion, long leastTicks) implements ClaimCommand {

        /** Makes the command. */
        public BeginRotation {
            requireTicks("leastTicks", leastTicks);
        }
    }

    /**
     * Tells that the homes of some shards have claimed every name of theirs again.
     *
     * @param shards the shards
     * @param toVersion the new version that they have claimed under
     */
    record ClaimedAgain(ShardSet shards, int toVersion) implements ClaimCommand {}

    /** Ends the rotation: the old version's keys are forgotten. */
    record EndRotation() implements ClaimCommand {}

    private static List<ClaimKey> ordered(Collection<ClaimKey> keys) {
        if (keys.isEmpty() || keys.size() > 2) {
            throw new IllegalArgumentException(
                    "keys: "
                            + keys.size()
                            + "; give the name's key of each version in use, 1 or 2");
        }
        return keys.stream().sorted().toList();
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static void requireTicks(String field, long ticks) {
        if (ticks < 0 || ticks > MAX_TICKS) {
            throw new IllegalArgumentException(field + ": " + ticks + " is not in 0.." + MAX_TICKS);
        }
    }
}
