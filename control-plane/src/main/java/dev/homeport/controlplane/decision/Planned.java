package dev.homeport.controlplane.decision;

import dev.homeport.vocabulary.ErrorCode;

/** What comes of planning a move. Values are immutable and thread-safe. */
public sealed interface Planned {

    /**
     * It can be done.
     *
     * @param plan how
     */
    record Possible(Plan plan) implements Planned {}

    /**
     * There is nothing to move.
     *
     * @param why in a sentence
     */
    record Already(String why) implements Planned {}

    /**
     * It cannot be done.
     *
     * @param code why, in one word
     * @param reason why, in a sentence with the mend
     */
    record Refused(ErrorCode code, String reason) implements Planned {}
}
