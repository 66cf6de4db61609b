package dev.homeport.dcnode.entry;

import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;

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
         * @throws IllegalArgumentException if the range is empty or begins below 0
         */
        public GrantReceived {
            if (low < 0 || high <= low) {
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
