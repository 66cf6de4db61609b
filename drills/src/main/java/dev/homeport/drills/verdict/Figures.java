package dev.homeport.drills.verdict;

import dev.homeport.client.load.LoadTimes.Quantiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a drill has measured. What its kind has no value for is empty. Immutable.
 *
 * @param acknowledged how many messages were acknowledged
 * @param unknown how many have no known result
 * @param refused how many were refused
 * @param faults how often each fault was found, by its name in reports; every fault of the checker
 *     is there
 * @param brokenFaults the names of those that break a promise and were found
 * @param unsettled how many of unknown result the sites do not agree on
 * @param unreadable what could not be read back
 * @param bins what the users of each site were told second by second
 * @param lags how far links lagged, second by second
 * @param writePause how long users of the drill's site waited for an acknowledgement
 * @param othersPauseMillis the longest that a user of any other site waited for an acknowledgement
 * @param recovery how long it took after a failure until a user was acknowledged again
 * @param tables the versions of the routing table before and after
 * @param movesBegun how many moves were begun that are not the drill's own
 * @param ownMoves how the drill's own moves ended
 * @param zombieMillis how long a site that had stood still could be seen without a lease
 * @param zombieAcknowledged how much it acknowledged in that time
 * @param takeover what the takeover of the drill's site cost, if it was lost
 * @param leftovers what is not as it was before, for people
 */
public record Figures(
        long acknowledged,
        long unknown,
        long refused,
        Map<String, Long> faults,
        List<String> brokenFaults,
        long unsettled,
        List<String> unreadable,
        List<Bin> bins,
        List<Lag> lags,
        Optional<Quantiles> writePause,
        OptionalLong othersPauseMillis,
        Optional<Quantiles> recovery,
        Tables tables,
        OptionalLong movesBegun,
        List<OwnMove> ownMoves,
        OptionalLong zombieMillis,
        OptionalLong zombieAcknowledged,
        Optional<TakeoverFigures> takeover,
        List<String> leftovers) {

    /** Makes figures. */
    public Figures {
        faults = Map.copyOf(faults);
        brokenFaults = List.copyOf(brokenFaults);
        unreadable = List.copyOf(unreadable);
        bins = List.copyOf(bins);
        lags = List.copyOf(lags);
        ownMoves = List.copyOf(ownMoves);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * Versions of the routing table; nothing where nobody could be asked.
     *
     * @param before before anything was changed
     * @param after after everything was undone
     */
    public record Tables(OptionalLong before, OptionalLong after) {}

    /**
     * A move that the drill made.
     *
     * @param kind {@code evacuation} or {@code fail-back}
     * @param phase how it ended, such as {@code done}
     * @param millis how long it took by the control plane's clock, if it has ended
     */
    public record OwnMove(String kind, String phase, OptionalLong millis) {}

    /** How many messages had any result. */
    public long asked() {
        return acknowledged + unknown + refused;
    }
}
