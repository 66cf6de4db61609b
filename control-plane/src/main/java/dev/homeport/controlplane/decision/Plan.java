package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.util.List;

/**
 * How a move will be done: what an operator is shown before it begins, and what then happens. Plans
 * on the same state with the same conditions are equal to the letter. Immutable and thread-safe.
 *
 * @param kind what for
 * @param site the site that is evacuated or comes back
 * @param transfers what goes where
 * @param fromVersion the table that it is planned on
 * @param next the table that begins it
 * @param steps what happens one after the other, in sentences
 * @param warnings what keeps nobody from beginning but should be known
 */
public record Plan(
        MoveKind kind,
        SiteId site,
        List<Transfer> transfers,
        long fromVersion,
        RoutingTable next,
        List<String> steps,
        List<String> warnings) {

    /** Makes a plan. */
    public Plan {
        transfers = List.copyOf(transfers);
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /** Version of the table that begins it. */
    public long toVersion() {
        return next.version();
    }
}
