package dev.homeport.local.wan;

/**
 * Both directions of the link between two sites, and how commands change them. Immutable and
 * thread-safe.
 *
 * @param direction which direction {@code forward} is
 * @param forward the state of that direction
 * @param backward the state of the other
 */
public record LinkPair(Direction direction, LinkState forward, LinkState backward) {

    /** Returns whether a site may dial the other now: a cut link refuses, every other accepts. */
    public boolean accepts() {
        return forward.condition() != LinkCondition.CUT;
    }

    /** Returns whether connections hang now: bytes of at least one direction wait, silently. */
    public boolean holds() {
        return forward.condition().holds() || backward.condition().holds();
    }

    /**
     * Applies a command.
     *
     * @throws IllegalArgumentException if the command is about another link
     */
    public Change apply(WanCommand command, long nowNanos) {
        var swapped = command.link().equals(direction.reversed());
        if (!swapped && !command.link().equals(direction)) {
            throw new IllegalArgumentException(
                    "link: " + command.link() + " is not " + direction + " or its reverse");
        }
        return switch (command) {
            case WanCommand.Configure(_, var settings) ->
                    new Change(
                            swapped
                                    ? with(forward, backward.with(settings))
                                    : with(forward.with(settings), backward),
                            false);
            case WanCommand.Cut _ -> new Change(both(LinkCondition.CUT, nowNanos), true);
            case WanCommand.Stall _ -> new Change(both(LinkCondition.STALLED, nowNanos), false);
            case WanCommand.Heal _ -> new Change(both(LinkCondition.OPEN, nowNanos), false);
            case WanCommand.Reset _ -> new Change(this, true);
            case WanCommand.CutOneWay _ ->
                    new Change(one(swapped, LinkCondition.CUT_ONE_WAY, nowNanos), false);
            case WanCommand.StallOneWay _ ->
                    new Change(one(swapped, LinkCondition.STALLED, nowNanos), false);
        };
    }

    private LinkPair both(LinkCondition condition, long nowNanos) {
        return with(forward.with(condition, nowNanos), backward.with(condition, nowNanos));
    }

    private LinkPair one(boolean swapped, LinkCondition condition, long nowNanos) {
        return swapped
                ? with(reopened(forward, nowNanos), backward.with(condition, nowNanos))
                : with(forward.with(condition, nowNanos), reopened(backward, nowNanos));
    }

    /** A cut is of both directions: when one of them becomes something else, it ends for both. */
    private static LinkState reopened(LinkState other, long nowNanos) {
        return other.condition() == LinkCondition.CUT
                ? other.with(LinkCondition.OPEN, nowNanos)
                : other;
    }

    private LinkPair with(LinkState newForward, LinkState newBackward) {
        return new LinkPair(direction, newForward, newBackward);
    }

    /**
     * What a command changed.
     *
     * @param next the link afterwards
     * @param resets whether every connection of the link is reset now
     */
    public record Change(LinkPair next, boolean resets) {}
}
