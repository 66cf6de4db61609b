package dev.homeport.local.wan;

/** A change of the network between sites. Immutable and thread-safe. */
public sealed interface WanCommand {

    /** Returns the link that changes; which of its directions do is the command's affair. */
    Direction link();

    /**
     * Gives one direction other settings.
     *
     * @param link the direction
     * @param settings the new settings
     */
    record Configure(Direction link, LinkSettings settings) implements WanCommand {}

    /**
     * Cuts both directions: connections are reset, new ones refused.
     *
     * @param link either direction of the link
     */
    record Cut(Direction link) implements WanCommand {}

    /**
     * Loses every packet of one direction, silently; see {@link LinkCondition#CUT_ONE_WAY}.
     *
     * @param link the direction that loses them
     */
    record CutOneWay(Direction link) implements WanCommand {}

    /**
     * Stops the bytes of both directions without a reset.
     *
     * @param link either direction of the link
     */
    record Stall(Direction link) implements WanCommand {}

    /**
     * Stops the bytes of one direction without a reset; see {@link LinkCondition#STALLED}.
     *
     * @param link the direction whose bytes stop
     */
    record StallOneWay(Direction link) implements WanCommand {}

    /**
     * Resets every connection between the two sites once; the link stays as it is.
     *
     * @param link either direction of the link
     */
    record Reset(Direction link) implements WanCommand {}

    /**
     * Opens both directions; what was held goes on.
     *
     * @param link either direction of the link
     */
    record Heal(Direction link) implements WanCommand {}
}
