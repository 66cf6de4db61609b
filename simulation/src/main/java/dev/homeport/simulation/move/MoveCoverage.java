package dev.homeport.simulation.move;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.Receipt;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.record.MoveAborting;
import dev.homeport.controlplane.record.MoveBegun;
import dev.homeport.controlplane.record.MoveEnded;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts of what runs have reached, so that a test can tell a quiet run from a passed one. */
public final class MoveCoverage {

    /** What is counted. */
    public enum Count {
        /** Messages and deliveries that were acknowledged. */
        ACKNOWLEDGED_WRITES,
        /** Requests that were acknowledged again. */
        REPEATED_WRITES,
        /** Writes that were effective, and not acknowledged for want of a lease. */
        WITHHELD_WRITES,
        /** Messages that clients have read. */
        READ_MESSAGES,
        /** Homes that were opened, per site and epoch. */
        OPENED_HOMES,
        /** Openings that the log refused. */
        REFUSED_OPENINGS,
        /** Batches that waited for what their opening names. */
        WAITS_FOR_VECTOR,
        /** Moves that were begun. */
        BEGUN_MOVES,
        /** Moves that were to be taken back. */
        ABORTED_MOVES,
        /** Moves that came to their end. */
        DONE_MOVES,
        /** Wishes that were refused. */
        REFUSED_WISHES,
        /** Deaths of the control plane's leader. */
        CONTROL_DEATHS,
        /** Crashes of a site's process. */
        SITE_CRASHES,
        /** Clients that followed a home. */
        FOLLOWED_HOMES,
        /** Syncs at a site that had not yet what the client had seen. */
        SYNCS_BEHIND,
        /** Sites that were lost: killed as a whole, or cut off. */
        LOST_SITES,
        /** Takeovers that were begun. */
        BEGUN_TAKEOVERS,
        /** Those of them for which somebody attested a fence. */
        FENCED_TAKEOVERS,
        /** Takeovers that came to their end. */
        DONE_TAKEOVERS,
        /** Openings that rely on a pause of the lost site's stream. */
        OPENED_ON_PAUSES,
        /** Acknowledged writes that a takeover did not inherit. */
        STRANDED_WRITES,
        /** Writes that were adopted. */
        ADOPTED_WRITES,
        /** Times that a view built shards again. */
        REBUILT_VIEWS,
        /** Clients that were told that they had seen more than there is. */
        ROLLED_BACK_KEYS,
        /** Sites that were taken over and got their shards back. */
        RETURNED_SITES
    }

    private final EnumMap<Count, Long> counts = new EnumMap<>(Count.class);

    void count(Count what) {
        counts.merge(what, 1L, Long::sum);
    }

    void withheld() {
        count(Count.WITHHELD_WRITES);
    }

    void refusedOpening() {
        count(Count.REFUSED_OPENINGS);
    }

    void waited() {
        count(Count.WAITS_FOR_VECTOR);
    }

    void refusedWish() {
        count(Count.REFUSED_WISHES);
    }

    void controlDied() {
        count(Count.CONTROL_DEATHS);
    }

    void followed() {
        count(Count.FOLLOWED_HOMES);
    }

    void behind() {
        count(Count.SYNCS_BEHIND);
    }

    void opened(HomeOpened opened) {
        count(Count.OPENED_HOMES);
        if (!opened.pauses().isEmpty()) {
            count(Count.OPENED_ON_PAUSES);
        }
    }

    /**
     * A decision is recorded.
     *
     * @param before what stood before it
     */
    void decided(ControlState before, Decision decision) {
        for (var record : decision.records()) {
            if (record instanceof MoveBegun(var move)) {
                count(Count.BEGUN_MOVES);
                if (move.kind() == MoveKind.TAKEOVER) {
                    count(Count.BEGUN_TAKEOVERS);
                    move.receipt()
                            .flatMap(Receipt::fence)
                            .ifPresent(_ -> count(Count.FENCED_TAKEOVERS));
                }
            } else if (record instanceof MoveAborting) {
                count(Count.ABORTED_MOVES);
            } else if (record instanceof MoveEnded ended && ended.outcome() == MoveOutcome.DONE) {
                count(Count.DONE_MOVES);
                before.moves().find(ended.id()).ifPresent(move -> done(before, move));
            }
        }
    }

    private void done(ControlState before, Move move) {
        if (move.kind() == MoveKind.TAKEOVER) {
            count(Count.DONE_TAKEOVERS);
        } else if (move.kind() == MoveKind.FAIL_BACK
                && before.topology()
                        .flatMap(topology -> topology.site(move.site()))
                        .filter(site -> site.state() == SiteState.TAKEN_OVER)
                        .isPresent()) {
            count(Count.RETURNED_SITES);
        }
    }

    /** Adds another run's counts. */
    public void add(MoveCoverage other) {
        other.counts.forEach((what, number) -> counts.merge(what, number, Long::sum));
    }

    /** How often something was reached. */
    public long of(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    /** All counts that are not zero. */
    public Map<Count, Long> all() {
        return Collections.unmodifiableMap(counts);
    }

    @Override
    public String toString() {
        return counts.toString().toLowerCase(Locale.ROOT);
    }
}
