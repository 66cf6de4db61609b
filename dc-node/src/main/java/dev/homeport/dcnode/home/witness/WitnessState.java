package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a witness keeps on its disk. It is written whole and fsynced before an answer leaves
 * that depends on it. Immutable.
 *
 * @param standing how far the witness is on its way back from an empty store
 * @param number number of this state
 * @param table the newest table that it knows; null only while it knows nothing
 * @param holdings the leases that may still be counted by somebody
 * @param sequences the last ask that was taken of each holder in {@code holdings}
 * @param floors committed end of each site's stream, as far as it was told
 * @param ceilings highest offset that each site may have acknowledged under a grant of its
 * @param heard the last number that it was told of each other witness
 * @param grantMark up to where sequence numbers of accounts may have been granted
 */
public record WitnessState(
        Standing standing,
        StoreNumber number,
        @Nullable RoutingTable table,
        List<Holding> holdings,
        Map<HolderId, Long> sequences,
        Map<SiteLog, LogMark> floors,
        Map<SiteLog, Long> ceilings,
        Map<SiteId, StoreNumber> heard,
        long grantMark) {

    /** How far a witness is on its way back from an empty store. */
    public enum Standing {
        /** It knows nothing and has to learn. */
        EMPTY,
        /** It has learned and waits until what its lost store had granted has run out. */
        WAITING,
        /** It grants, once it has made sure after a restart that its store is the newest. */
        MEMBER
    }

    /** Makes a state. */
    public WitnessState {
        holdings = List.copyOf(holdings);
        sequences = Map.copyOf(sequences);
        floors = Map.copyOf(floors);
        ceilings = Map.copyOf(ceilings);
        heard = Map.copyOf(heard);
    }

    /** The state of a store that was formatted and has learned nothing. */
    public static WitnessState empty() {
        return new WitnessState(
                Standing.EMPTY,
                StoreNumber.ZERO,
                null,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                0);
    }

    /** The state that {@code fleet format} gives a fleet's first witnesses. */
    public static WitnessState genesis(RoutingTable table) {
        return new WitnessState(
                Standing.MEMBER,
                new StoreNumber(1, 0),
                table,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                0);
    }
}
