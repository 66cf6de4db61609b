package dev.homeport.controlplane.observation;

/**
 * What an observer sees of one part of a site. Addresses that are neither seen nor gone are not
 * known yet. Immutable and thread-safe.
 *
 * @param told how many addresses the observer was told of
 * @param seen how many of them answer
 * @param gone how many of them have not answered for some time
 */
public record Glimpse(int told, int seen, int gone) {

    /** Nobody was told of such a part. */
    public static final Glimpse NONE = new Glimpse(0, 0, 0);

    /**
     * Makes a glimpse.
     *
     * @throws IllegalArgumentException if a number is negative or there are more than were told
     */
    public Glimpse {
        if (seen < 0 || gone < 0 || told > 1_024 || seen > told - gone) {
            throw new IllegalArgumentException(
                    "glimpse: "
                            + seen
                            + " seen and "
                            + gone
                            + " gone of "
                            + told
                            + "; together they are at most all, and at most 1,024");
        }
    }

    /** All are gone. */
    public boolean isGone() {
        return told > 0 && gone == told;
    }

    /** So many are gone that the rest is no majority. */
    public boolean hasLostMajority() {
        return told > 0 && told - gone < told / 2 + 1;
    }
}
