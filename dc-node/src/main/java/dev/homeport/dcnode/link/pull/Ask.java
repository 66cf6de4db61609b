package dev.homeport.dcnode.link.pull;

/** What is asked of a node that serves entries. Immutable. */
public sealed interface Ask {

    /**
     * Starts over.
     *
     * @param round number of the start, growing
     * @param incarnation of the origin's log, from 1
     * @param fromOffset the first entry wanted, from 1
     * @param credit how much may be shipped
     */
    record Ship(long round, long incarnation, long fromOffset, Credit credit) implements Ask {

        /**
         * Makes an ask.
         *
         * @throws IllegalArgumentException if a number is below 1
         */
        public Ship {
            if (round < 1 || incarnation < 1 || fromOffset < 1) {
                throw new IllegalArgumentException(
                        "ship: round "
                                + round
                                + ", incarnation "
                                + incarnation
                                + " and from_offset "
                                + fromOffset
                                + " must be 1 or more");
            }
        }
    }

    /**
     * Goes on.
     *
     * @param round the round that this is about
     * @param credit how much may be shipped since its start
     */
    record More(long round, Credit credit) implements Ask {}

    /**
     * Wants to be heard.
     *
     * @param number comes back with the next word
     */
    record Ping(long number) implements Ask {}
}
