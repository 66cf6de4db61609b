package dev.homeport.dcnode.entry;

import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.home.opening.PauseWord;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a control entry says. */
public sealed interface Control {

    /** Which kind of entry it makes. */
    EntryType type();

    /**
     * Homes are opened or closed in this log.
     *
     * @param change what is opened or closed
     */
    record HomeChanged(HomeEntry change) implements Control {
        @Override
        public EntryType type() {
            return switch (change) {
                case HomeOpened _ -> EntryType.HOME_OPENED;
                case HomeClosed _ -> EntryType.HOME_CLOSED;
            };
        }
    }

    /**
     * The coordinator gave this site a range of account numbers; logged before it is used.
     *
     * @param request identity of the request that it answers
     * @param low the first number
     * @param high the number after the last
     */
    record GrantReceived(DerivedId request, long low, long high) implements Control {

        /**
         * Makes a received grant.
         *
         * @throws IllegalArgumentException if the range is empty or leaves the space of numbers
         */
        public GrantReceived {
            if (low < 0 || high <= low || high > 1L << AccountId.SEQUENCE_BITS) {
                throw new IllegalArgumentException(
                        "grant: " + low + " to " + high + " is not a range of numbers");
            }
        }

        @Override
        public EntryType type() {
            return EntryType.GRANT_RECEIVED;
        }
    }

    /**
     * A node of the site takes the next account numbers out of what was granted. Which ones is
     * judged where the entry stands in the log, so that no two nodes ever get the same.
     *
     * @param node number of the node, from 1
     * @param boot which run of the node it is, drawn by chance
     * @param number number of the ask in that run, from 1
     * @param most how many numbers it wants at most
     */
    record BlockTaken(int node, long boot, long number, int most) implements Control {

        /** How many numbers a block has at most. */
        public static final int MOST = 1 << 20;

        /**
         * Makes the taking of a block.
         *
         * @throws IllegalArgumentException if a number is out of range
         */
        public BlockTaken {
            if (node < 1 || boot < 0 || number < 1 || most < 1 || most > MOST) {
                throw new IllegalArgumentException(
                        "block: ask "
                                + number
                                + " of boot "
                                + boot
                                + " of node "
                                + node
                                + " for "
                                + most
                                + " is out of range");
            }
        }

        @Override
        public EntryType type() {
            return EntryType.BLOCK_TAKEN;
        }
    }

    /**
     * What the view of the site that opened an epoch held in front of that opening, for other sites
     * to compare (ADR 0016).
     *
     * @param epoch the epoch of the opening
     * @param digests per shard that was opened, what is compared of its sums
     */
    record ShardsDigested(Epoch epoch, SortedMap<ShardId, Long> digests) implements Control {

        /**
         * Makes a statement.
         *
         * @throws IllegalArgumentException if it is about no epoch or about no shard
         */
        public ShardsDigested {
            if (epoch.equals(Epoch.NONE) || digests.isEmpty()) {
                throw new IllegalArgumentException(
                        "digests: "
                                + digests.size()
                                + " of epoch "
                                + epoch
                                + "; a statement is about one shard at least, at epoch 1 or later");
            }
            digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
        }

        @Override
        public EntryType type() {
            return EntryType.SHARDS_DIGESTED;
        }
    }

    /**
     * A lost site's stream is mirrored in this log only so far.
     *
     * @param word how far
     */
    record MirrorPaused(PauseWord word) implements Control {
        @Override
        public EntryType type() {
            return EntryType.MIRROR_PAUSED;
        }
    }

    /**
     * The coordinator has settled the claims of all accounts that were registered in one life of
     * this site's log up to an offset, so that no other site has to see to them.
     *
     * @param incarnation which life of the log, from 1: this one, or an older one
     * @param upTo the offset in it, from 1
     */
    record ClaimsSettled(long incarnation, long upTo) implements Control {

        /**
         * Makes a statement.
         *
         * @throws IllegalArgumentException if it is about no life of the log or about no entry
         */
        public ClaimsSettled {
            if (incarnation < 1 || upTo < 1) {
                throw new IllegalArgumentException(
                        "claims: settled up to offset "
                                + upTo
                                + " of incarnation "
                                + incarnation
                                + "; both are from 1");
            }
        }

        @Override
        public EntryType type() {
            return EntryType.CLAIMS_SETTLED;
        }
    }

    /**
     * From here on judges and formats of this log follow a higher feature level.
     *
     * @param level the level
     */
    record FeatureRaised(int level) implements Control {

        /**
         * Makes the raising of a level.
         *
         * @throws IllegalArgumentException if the level is below 1: every log begins with 0
         */
        public FeatureRaised {
            if (level < 1) {
                throw new IllegalArgumentException("level: " + level + " is below 1");
            }
        }

        @Override
        public EntryType type() {
            return EntryType.FEATURE_RAISED;
        }
    }
}
