package dev.homeport.local.wan;

import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an operator asks of the network, as {@code homeport wan} sends it. Immutable and
 * thread-safe.
 *
 * @param action what to do
 * @param link the link, or nothing for all of them
 * @param oneWay whether only the named direction is meant
 * @param latencyNanos for {@link Action#SET}: new latency of a direction; nothing keeps it
 * @param jitterNanos likewise
 * @param bytesPerSecond likewise
 */
public record WanRequest(
        Action action,
        Optional<Direction> link,
        boolean oneWay,
        OptionalLong latencyNanos,
        OptionalLong jitterNanos,
        OptionalLong bytesPerSecond) {

    /** Kind of request. */
    public enum Action {
        /** Change settings. */
        SET,
        /** Cut: both ways with resets, or one way in silence. */
        CUT,
        /** Stop bytes without a reset. */
        STALL,
        /** Reset all connections once. */
        RESET,
        /** Open again. */
        HEAL
    }

    /**
     * Makes a request.
     *
     * @throws IllegalArgumentException if one way is asked for without a link or where an action
     *     has no one-way form, or settings come with another action than {@link Action#SET}
     */
    public WanRequest {
        if (oneWay && (link.isEmpty() || action == Action.RESET || action == Action.HEAL)) {
            throw new IllegalArgumentException(
                    "one way: set, cut and stall can be one way, and only with a link named; name"
                            + " both sites, or leave it out");
        }
        var changes =
                latencyNanos.isPresent() || jitterNanos.isPresent() || bytesPerSecond.isPresent();
        if (changes != (action == Action.SET)) {
            throw new IllegalArgumentException(
                    "settings: latency, jitter and bandwidth go with 'set' and only with it; give"
                            + " at least one of them there, none elsewhere");
        }
    }

    /** Returns a request that changes no settings. */
    public static WanRequest of(Action action, SiteId from, SiteId to, boolean oneWay) {
        return new WanRequest(
                action,
                Optional.of(new Direction(from, to)),
                oneWay,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** Returns the request to open every link. */
    public static WanRequest healAll() {
        return new WanRequest(
                Action.HEAL,
                Optional.empty(),
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /**
     * Returns the commands that carry this request out.
     *
     * @param present the network as it is
     * @throws IllegalArgumentException if the link does not exist
     */
    public List<WanCommand> commands(List<LinkStatus> present) {
        var commands = new ArrayList<WanCommand>();
        for (var status : present) {
            if (concerns(status.direction())) {
                commands.add(command(status));
            }
        }
        if (commands.isEmpty()) {
            throw new IllegalArgumentException(
                    "link: there is none "
                            + link.map(Direction::toString).orElse("")
                            + "; use two of the fleet's sites");
        }
        return commands;
    }

    private boolean concerns(Direction direction) {
        if (link.isPresent()) {
            return direction.equals(link.get())
                    || (action == Action.SET && !oneWay && direction.equals(link.get().reversed()));
        }
        // Commands other than settings are of both directions: one of them is enough.
        return action == Action.SET || direction.compareTo(direction.reversed()) < 0;
    }

    private WanCommand command(LinkStatus status) {
        var direction = status.direction();
        return switch (action) {
            case SET -> new WanCommand.Configure(direction, changed(status.settings()));
            case CUT ->
                    oneWay ? new WanCommand.CutOneWay(direction) : new WanCommand.Cut(direction);
            case STALL ->
                    oneWay
                            ? new WanCommand.StallOneWay(direction)
                            : new WanCommand.Stall(direction);
            case RESET -> new WanCommand.Reset(direction);
            case HEAL -> new WanCommand.Heal(direction);
        };
    }

    private LinkSettings changed(LinkSettings present) {
        return new LinkSettings(
                latencyNanos.orElse(present.latencyNanos()),
                jitterNanos.orElse(present.jitterNanos()),
                bytesPerSecond.orElse(present.bytesPerSecond()));
    }
}
