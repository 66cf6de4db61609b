package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.ErrorCode;

/** What the judge says of a committed entry. */
public sealed interface Verdict {

    /** The entry takes effect. */
    Verdict EFFECTIVE = new Effective();

    /** The entry takes effect. */
    record Effective() implements Verdict {}

    /**
     * The entry repeats an effective one and has no effect of its own.
     *
     * @param first the entry that it repeats
     */
    record Duplicate(EntryAddress first) implements Verdict {}

    /**
     * The entry has no effect.
     *
     * @param code why, in one word
     * @param detail why, in a sentence of at most {@value #MAX_DETAIL_LENGTH} characters; it is
     *     stored, so it must be a function of the log alone
     */
    record Refused(ErrorCode code, String detail) implements Verdict {

        /** The greatest length of the detail in characters. */
        public static final int MAX_DETAIL_LENGTH = 512;

        /**
         * Makes a refusal.
         *
         * @throws IllegalArgumentException if the detail is too long
         */
        public Refused {
            if (detail.length() > MAX_DETAIL_LENGTH) {
                throw new IllegalArgumentException(
                        "detail: has "
                                + detail.length()
                                + " characters; a verdict's detail has at most "
                                + MAX_DETAIL_LENGTH);
            }
        }
    }
}
