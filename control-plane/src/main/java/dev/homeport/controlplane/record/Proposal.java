package dev.homeport.controlplane.record;

/**
 * A takeover that an operator is to decide on. Immutable and thread-safe.
 *
 * @param why in a sentence
 * @param sinceMillis since when, by the decider's wall clock, in milliseconds since 1970 UTC; for
 *     people
 */
public record Proposal(String why, long sinceMillis) {

    private static final int LONGEST_WHY = 512;

    /**
     * Makes a proposal.
     *
     * @throws IllegalArgumentException if the reason is too long or the time negative
     */
    public Proposal {
        if (why.length() > LONGEST_WHY || sinceMillis < 0) {
            throw new IllegalArgumentException(
                    "proposal: why has at most "
                            + LONGEST_WHY
                            + " characters, and its time is not negative");
        }
    }
}
